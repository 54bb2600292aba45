// What AWS Support's severities mean: AWS's own words for them, and the band that chooses a channel.
import type { Band } from "@orgwatch/manifest/routing";

type Severity = { readonly band: Band; readonly sign: string; readonly words: string };

/**
 * The two that mean "down" are high, an impaired production system is medium, the rest low and info. None is critical: a case is answered
 * by AWS, it does not wait for somebody here.
 */
const severities: Readonly<Record<string, Severity>> = {
  critical: { band: "high", sign: "🔴", words: "critical: business-critical system down" },
  urgent: { band: "high", sign: "🔴", words: "urgent: production system down" },
  high: { band: "medium", sign: "🟠", words: "high: production system impaired" },
  normal: { band: "low", sign: "🟡", words: "normal: system impaired" },
  low: { band: "info", sign: "🔵", words: "low: general guidance" },
};

/** The band, sign and words of a severity code; one that is not known yet is low and stands for itself (not escaped). */
export function severityOf(code: string): Severity {
  const known = Object.hasOwn(severities, code) ? severities[code] : undefined;
  return known ?? { band: "low", sign: "🟡", words: code };
}
