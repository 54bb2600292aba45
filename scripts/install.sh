# Sourced by scripts/demo and scripts/test: the workspace's packages, exactly as the lock file says.
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 11) ? 0 : 1)' || {
  echo "Orgwatch needs Node.js 20.11 or newer; this is $(node --version 2>/dev/null || echo 'none')." >&2
  exit 1
}
log=$(mktemp)
if ! npx --yes pnpm@10.34.8 install --frozen-lockfile >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
rm -f "$log"
# The AWS SDK's notice about Node versions to come says nothing about a run.
export NODE_NO_WARNINGS=1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
