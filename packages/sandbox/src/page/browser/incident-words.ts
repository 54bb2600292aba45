// The words and signs for what an incident is: never a colour alone.
import type { PageIncident } from "../page-state";

export type Sign = { readonly sign: string; readonly words: string; readonly tone: "good" | "bad" | "calm" };

export const severitySigns: Readonly<Record<PageIncident["severity"], Sign>> = {
  critical: { sign: "‼", words: "Critical", tone: "bad" },
  error: { sign: "▲", words: "Error", tone: "bad" },
  warning: { sign: "△", words: "Warning", tone: "calm" },
  info: { sign: "ℹ", words: "Info", tone: "calm" },
};

export const urgencySigns: Readonly<Record<PageIncident["urgency"], Sign>> = {
  high: { sign: "↑", words: "High urgency", tone: "calm" },
  low: { sign: "↓", words: "Low urgency", tone: "calm" },
};

export const statusSigns: Readonly<Record<PageIncident["status"], Sign>> = {
  triggered: { sign: "●", words: "Triggered", tone: "bad" },
  acknowledged: { sign: "◐", words: "Acknowledged", tone: "calm" },
  resolved: { sign: "✓", words: "Resolved", tone: "good" },
};
