/** Large enough to touch, narrow enough for a phone, and never to be taken for a real bank's page. */
export const STYLES = `
:root { color-scheme: light; --ink: #17212f; --soft: #5b6779; --line: #d5dbe4; --deep: #0b5f54; --bad: #b3261e; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: #eef2f5; color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 460px; margin: 40px auto; background: #fff; border-radius: 16px; overflow: hidden; box-shadow: 0 8px 32px rgb(23 33 47 / 12%); }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 6px 12px; padding: 14px 28px; background: var(--deep); color: #fff; }
header.other { background: #243b6b; }
.bank { font-weight: 700; letter-spacing: .2px; }
.label { padding: 2px 10px; border-radius: 99px; background: #ffd166; color: #3d2c00; font-size: 13px; font-weight: 600; }
nav { display: flex; gap: 4px; padding: 8px 20px 0; font-size: 14px; }
nav > * { padding: 6px 8px; border-radius: 8px; color: var(--soft); text-decoration: none; }
nav a:hover { background: #e6f2f0; color: var(--deep); }
nav [aria-current] { color: var(--ink); font-weight: 700; }
section { padding: 16px 28px 28px; }
h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -.3px; font-variant-numeric: tabular-nums; }
h1.notice { font-size: 24px; text-wrap: balance; }
.what { margin: 6px 0 0; overflow-wrap: anywhere; }
.what a { color: var(--deep); }
.number { margin: 2px 0 0; color: var(--soft); font-size: 14px; overflow-wrap: anywhere; }
form { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin-top: 22px; }
.wide, .field.pan, .field.holder { grid-column: 1 / -1; }
label { display: block; font-size: 14px; font-weight: 600; }
small { display: block; margin-top: 4px; color: var(--soft); font-size: 13px; line-height: 1.35; }
input { display: block; width: 100%; min-height: 50px; margin-top: 5px; padding: 11px 14px; border: 1px solid #98a3b3; border-radius: 10px; background: #fff; color: inherit; font: inherit; font-size: 17px; font-variant-numeric: tabular-nums; }
input::placeholder { color: #6f7a8a; }
input[aria-invalid] { border-color: var(--bad); background: #fff8f7; }
#code { font-size: 22px; letter-spacing: 4px; }
input:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid #46a394; outline-offset: 2px; }
#error { margin: 0; padding: 12px 14px; border-radius: 10px; background: #fdecea; color: var(--bad); font-weight: 600; }
#error:empty { display: none; }
button, .button { font: inherit; cursor: pointer; }
.main, .button { display: block; padding: 14px; border: 0; border-radius: 10px; background: var(--deep); color: #fff; font-size: 17px; font-weight: 700; text-align: center; text-decoration: none; }
.main:hover, .button:hover { background: #084a42; }
.main:disabled { background: #5e6b7a; cursor: progress; }
.button { margin-top: 22px; }
.quiet { padding: 10px; border: 0; border-radius: 10px; background: none; color: var(--deep); font-weight: 600; }
.quiet:hover { background: #e6f2f0; }
#back, #cancel:is(a) { display: inline-block; margin-top: 14px; padding: 6px 0; color: var(--deep); font-weight: 600; overflow-wrap: anywhere; }
.wallets { gap: 10px; }
.wallets button { min-height: 50px; border: 1px solid #000; border-radius: 10px; background: #000; color: #fff; font-size: 17px; font-weight: 600; }
.wallets button:hover { background: #2b2f36; }
.or { display: flex; align-items: center; gap: 12px; margin: 20px 0 -6px; color: var(--soft); font-size: 14px; }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 16px 0; padding: 14px 16px; border-radius: 10px; background: #f3f6f8; }
dt { color: var(--soft); }
dd { margin: 0; font-weight: 600; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
fieldset { display: flex; flex-wrap: wrap; gap: 10px; margin: 6px 0 0; padding: 10px 16px 16px; border: 1px dashed #98a3b3; border-radius: 10px; font-size: 14px; }
legend { padding: 0 6px; color: var(--soft); }
fieldset p { flex: 1 0 100%; margin: 0; }
fieldset button { flex: 1; min-height: 44px; border: 1px solid var(--deep); border-radius: 8px; background: #fff; color: var(--deep); font-weight: 600; }
fieldset button:hover { background: #e6f2f0; }
code { font: 600 14px ui-monospace, Menlo, Consolas, monospace; }
.sheet { margin: 16px 12px 12px; padding: 22px 20px; border: 1px solid var(--line); border-radius: 22px; box-shadow: 0 -6px 28px rgb(23 33 47 / 14%); text-align: center; }
.sheet form { display: block; margin: 0; }
.sheet .main { width: 100%; background: #000; }
.wallet { margin: 0 0 8px; font-size: 20px; font-weight: 700; }
.pretend { margin: 14px 0 0; color: var(--soft); font-size: 13px; }
.cards { padding: 18px 28px 22px; border-top: 1px dashed var(--line); background: #fafbfc; font-size: 14px; }
.cards h2 { margin: 0; font-size: 14px; }
.cards p { margin: 2px 0 8px; color: var(--soft); }
.cards ul { margin: 0; padding: 0; list-style: none; }
.cards li { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 8px 0; border-top: 1px solid var(--line); }
.cards code { display: block; }
.cards span { color: var(--soft); }
summary { padding: 10px 0; border-top: 1px solid var(--line); color: var(--deep); font-weight: 600; cursor: pointer; }
.fill { flex: none; min-height: 44px; padding: 6px 14px; border: 1px solid var(--deep); border-radius: 8px; background: #fff; color: var(--deep); font-weight: 600; }
.fill:hover { background: #e6f2f0; }
@media (max-width: 520px) {
  body { background: #fff; }
  main { margin: 0; border-radius: 0; box-shadow: none; }
  header, section, .cards { padding-left: 18px; padding-right: 18px; }
  nav { padding-left: 10px; padding-right: 10px; }
}
`;
