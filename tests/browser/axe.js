async ([only, whole]) => {
  const options = only
    ? { runOnly: { type: "rule", values: only } }
    : { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
  const result = await window.axe.run(whole ? document : { exclude: [["body > header"], ["body > footer"]] }, { ...options, resultTypes: ["violations"] });
  return result.violations.map((rule) => `${rule.id}: ${rule.help} x${rule.nodes.length}, ${rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}
