"""How the sandbox's page looks: its own, as another company's would be, in light and dark."""

from markupsafe import Markup

STYLE = Markup("""
:root { color-scheme: light dark; --paper: #fff; --ground: #f4f4f7; --ink: #1d1b26; --soft: #5b5867;
  --line: #8d8a99; --accent: #4a3fd1; --on-accent: #fff; --wrong: #b3261e; --note: #ffe9b8;
  --on-note: #4a3500; }
@media (prefers-color-scheme: dark) { :root { --paper: #1c1b22; --ground: #131217; --ink: #f0eff5;
  --soft: #b3b0bf; --line: #7d7a8a; --accent: #a9a1ff; --on-accent: #17132f; --wrong: #ffb4ab;
  --note: #4a3b12; --on-note: #ffe9b8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
.mode { margin: 0; padding: .5rem 1rem; background: var(--note); color: var(--on-note); text-align: center }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main, .stack { display: grid; gap: 1.5rem; align-content: start; }
main > *, .stack > * { min-width: 0; }
.narrow { max-width: 32rem; }
h1 { font-size: 1.05rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 0 0 .75rem; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
.amount { font-size: 2.25rem; font-weight: 700; line-height: 1.2; margin: .25rem 0; }
.soft { color: var(--soft); }
.paper { background: var(--paper); border-radius: .75rem; padding: 1.25rem; box-shadow: 0 1px 3px #0003; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .5rem .75rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
input[aria-invalid=true] { border: 2px solid var(--wrong); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; align-items: start; }
.wrong { color: var(--wrong); font-weight: 600; }
.alert { border: 2px solid var(--wrong); border-radius: .5rem; padding: .75rem 1rem; margin-bottom: .5rem; }
button, .button { display: block; width: 100%; min-height: 3rem; margin-top: 1.25rem; padding: .6rem 1rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; color: var(--on-accent);
  background: var(--accent); border: 2px solid var(--accent); border-radius: .5rem; cursor: pointer; }
.quiet { color: var(--accent); background: transparent; }
[aria-pressed=true] { color: var(--on-accent); background: var(--accent); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; align-items: center;
  padding: .25rem 0; border-top: 1px solid color-mix(in srgb, var(--line) 40%, transparent); }
li a { font: 1rem ui-monospace, monospace; display: inline-flex; align-items: center; min-height: 2.75rem; }
.thing { min-width: 0; flex: 1 1 60%; overflow-wrap: anywhere; }
.thing ~ .soft { flex: 1 1 100%; font-size: .875rem; }
.back { display: inline-flex; align-items: center; min-height: 2.75rem; margin-top: .5rem; }
@media (max-width: 30rem) { li { display: grid; } }
@media (min-width: 48rem) { main.wide { grid-template-columns: 2fr 3fr; padding-top: 3rem; } }
""")
