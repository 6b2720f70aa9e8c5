/** A bright shop: the blue and gold of the flag, wide enough for a desk and large enough for a thumb. */
export const STYLES = `
:root { color-scheme: light; --ink: #16283a; --soft: #566879; --line: #dbe3ea; --blue: #00728f; --deep: #005a72; --gold: #ffd45e; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f6f8; color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
.wide { max-width: 1000px; margin: 0 auto; padding: 0 24px; }
header { background: var(--blue); border-bottom: 5px solid var(--gold); color: #fff; }
header .wide { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding-top: 12px; padding-bottom: 12px; }
.shop { color: #fff; font-size: 24px; font-weight: 800; text-decoration: none; }
.shop span { margin-left: 10px; font-size: 14px; font-weight: 400; }
header .languages { display: flex; gap: 2px; margin-left: auto; }
.languages a { padding: 5px 9px; border-radius: 8px; color: #d5edf4; font-size: 14px; font-weight: 600; text-decoration: none; text-transform: uppercase; }
.languages a[aria-current] { background: rgb(0 0 0 / 22%); color: #fff; }
.label { padding: 2px 10px; border-radius: 99px; background: var(--gold); color: #3d2c00; font-size: 13px; font-weight: 600; white-space: nowrap; }
main { padding-bottom: 40px !important; }
h1 { margin: 26px 0 4px; font-size: 30px; line-height: 1.2; letter-spacing: -.3px; }
h2 { margin: 0; font-size: 18px; }
p { margin: 6px 0 0; overflow-wrap: anywhere; }
a { color: var(--deep); }
.soft, time { color: var(--soft); }
.soft { font-size: 15px; }
.card { background: #fff; border-radius: 16px; box-shadow: 0 2px 12px rgb(22 40 58 / 8%); }
section.card { padding: 20px 24px 24px; margin-top: 24px; }
.choice { display: inline-flex; margin-top: 18px; padding: 4px; border-radius: 12px; background: #e0e8ed; }
.choice a { white-space: nowrap; padding: 8px 16px; border-radius: 9px; color: var(--soft); font-size: 15px; font-weight: 600; text-decoration: none; }
.choice a[aria-current] { background: #fff; color: var(--deep); box-shadow: 0 1px 4px rgb(22 40 58 / 18%); }
ul, ol { margin: 0; padding: 0; list-style: none; }
.products { display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 20px; margin-top: 18px; }
.products li { display: flex; flex-direction: column; overflow: hidden; }
.picture { display: block; width: 100%; }
.products h2, .products p { padding: 0 18px; }
.products h2 { margin-top: 14px; }
.products p { margin: 2px 0 14px; }
.products form { display: flex; align-items: center; justify-content: space-between; gap: 12px; margin-top: auto; padding: 0 18px 18px; }
.products strong, .price { font-size: 20px; font-weight: 700; white-space: nowrap; font-variant-numeric: tabular-nums; }
button, .button { font: inherit; cursor: pointer; }
.button { display: inline-block; min-height: 44px; padding: 9px 26px; border: 0; border-radius: 10px; background: var(--blue); color: #fff; font-weight: 700; text-decoration: none; }
.button:hover { background: var(--deep); }
.plain { min-height: 40px; padding: 6px 16px; border: 1px solid var(--deep); border-radius: 8px; background: #fff; color: var(--deep); font-weight: 600; white-space: nowrap; }
a:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid #6fc6da; outline-offset: 2px; }
#orders li { display: grid; grid-template-columns: 245px 1fr 110px 120px 150px; align-items: center; gap: 4px 12px; padding: 10px 0; }
#orders li + li, #events li + li { border-top: 1px solid var(--line); }
#orders a, #number { white-space: nowrap; font-variant-numeric: tabular-nums; font-weight: 600; }
.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
#orders time { font-size: 14px; text-align: right; }
#orders .chip { justify-self: end; }
.chip { padding: 2px 12px; border-radius: 99px; font-size: 14px; white-space: nowrap; }
.open { background: #fff1cc; color: #6b4e00; }
.good { background: #d6f3e1; color: #0a5c33; }
.calm { background: #e1eaf7; color: #25466f; }
.bad { background: #fde3e0; color: #8f1d15; }
.greeting { margin-top: 24px; padding: 12px 18px; border-radius: 12px; background: #e0f3f8; }
.greeting + .order { margin-top: 14px; }
.order, .greeting, .on { max-width: 760px; margin-left: auto; margin-right: auto; }
.notice { max-width: 640px; margin-left: auto; margin-right: auto; }
.on { margin-top: 16px; }
.notice .button { margin-top: 14px; }
.notice h1, .order h1 { margin: 0; font-size: 26px; }
.bought { display: flex; gap: 20px; align-items: center; padding-bottom: 18px; }
.bought .picture { flex: none; width: 150px; border-radius: 12px; }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; padding-top: 18px; border-top: 1px solid var(--line); }
.state .chip { padding: 4px 18px; font-size: 18px; }
#note, #refusal { margin-top: 14px; padding: 12px 16px; border-radius: 10px; background: #fdf3e1; }
#pay { margin-top: 12px; padding-left: 44px; padding-right: 44px; }
#register { display: flex; align-items: center; justify-content: space-between; gap: 14px; margin-top: 14px; padding: 12px 16px; border-radius: 10px; background: #eef3f6; }
#again { margin-top: 14px; }
.order h2 { margin-top: 28px; }
#steps { margin-top: 16px; }
#steps > li { position: relative; padding: 0 0 20px 46px; }
#steps > li::before { content: ''; position: absolute; left: 14px; top: 34px; bottom: -4px; width: 2px; background: var(--line); }
#steps > li:last-child::before { display: none; }
.number { position: absolute; left: 0; top: 0; width: 30px; height: 30px; border-radius: 99px; background: #fff; border: 2px solid var(--line); color: var(--soft); font-size: 14px; font-weight: 700; line-height: 26px; text-align: center; font-variant-numeric: tabular-nums; }
[data-sight='seen'] > .number { background: var(--blue); border-color: var(--blue); color: #fff; }
[data-sight='seen']::before { background: #9fcfdc !important; }
[data-sight='begun'] > .number { border-color: var(--gold); color: #6b4e00; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 14px; min-height: 30px; padding-top: 3px; }
.head h3 { margin: 0; font-size: 16px; line-height: 1.4; }
li:not([data-sight='seen']) > .head h3 { color: var(--soft); font-weight: 500; }
#steps time { font: 14px ui-monospace, Menlo, Consolas, monospace; white-space: nowrap; }
#steps p { margin: 0; }
#steps details { margin-top: 6px; border: 1px solid var(--line); border-radius: 10px; background: #fafcfd; }
#steps summary { display: grid; align-items: baseline; gap: 0 12px; padding: 8px 12px; font-size: 14px; cursor: pointer; list-style: none; }
#steps summary::-webkit-details-marker { display: none; }
#steps summary::before { content: '▸'; color: var(--soft); }
#steps details[open] summary::before { content: '▾'; }
#steps summary { grid-template-columns: auto minmax(150px, auto) 1fr auto; }
#steps summary .who { font-weight: 600; }
.deed { color: var(--soft); overflow-wrap: anywhere; }
[data-deed='approved'] .deed { color: #0a5c33; font-weight: 600; }
[data-deed='refused'] .deed { color: #8f1d15; font-weight: 600; }
#steps pre { margin: 0; padding: 12px; border-top: 1px solid var(--line); max-height: 360px; overflow: auto; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
#events li { display: grid; grid-template-columns: 22px 1fr auto auto; align-items: baseline; gap: 4px 12px; padding: 8px 0; }
#events code { font: 600 15px ui-monospace, Menlo, Consolas, monospace; }
#events time, .sequence { font-variant-numeric: tabular-nums; }
.sequence { color: var(--soft); text-align: right; }
@media (max-width: 640px) {
  .wide { padding: 0 16px; }
  .shop span { display: none; }
  header .wide { flex-wrap: wrap; gap: 6px 12px; padding-top: 10px; padding-bottom: 10px; }
  .label { order: 3; }
  header .languages a { padding: 7px 10px; }
  #steps > li { padding-left: 42px; }
  #steps summary { grid-template-columns: auto 1fr auto; }
  #steps summary::before { grid-row: 1; }
  #steps summary .who { grid-column: 2 / -1; }
  #steps summary .deed { grid-column: 2; grid-row: 2; }
  #steps summary time { grid-column: 3; grid-row: 2; }
  .choice a { padding: 8px 10px; font-size: 14px; }
  .products form { flex-wrap: wrap; gap: 8px; }
  .products strong { font-size: 18px; }
  .products .button { padding-left: 11px; padding-right: 11px; font-size: 15px; }
  h1 { font-size: 25px; }
  section.card { padding: 16px 16px 20px; }
  .products { grid-template-columns: 1fr; gap: 12px; }
  .products li { display: grid; grid-template-columns: 112px 1fr; }
  .products .picture { grid-row: 1 / span 3; height: 100%; }
  .products h2, .products p, .products form { padding-left: 14px; padding-right: 14px; }
  .products form { padding-bottom: 14px; }
  #orders li { grid-template-columns: 1fr auto; padding: 12px 0; }
  #orders a { grid-column: 1 / -1; justify-self: start; }
  #orders .chip { grid-column: 2; grid-row: 3; }
  #orders .amount, #orders time { text-align: right; }
  #orders time { grid-column: 1; text-align: left; grid-row: 3; }
  .bought { gap: 14px; }
  .bought .picture { width: 88px; height: 88px; }
  #number, #orders a { font-size: 15px; }
  #events li { grid-template-columns: 22px 1fr auto; }
  #events .soft { grid-column: 2; grid-row: 2; }
  #register { display: block; }
  #register button { margin-top: 10px; }
  #pay { display: block; text-align: center; }
}
`;
