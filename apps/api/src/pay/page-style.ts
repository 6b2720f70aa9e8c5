export const STYLE = `
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
  main { max-width: 26rem; padding: 2rem; text-align: center; overflow-wrap: anywhere; }
  h1 { font-size: 1.4rem; margin: 1rem 0 .5rem; }
  a { color: inherit; }
  a.button { display: inline-block; margin: .3rem; padding: .7rem 1.1rem; border-radius: .6rem; border: 1px solid #8886; text-decoration: none; }
  a.main { background: #0a6b4d; border-color: #0a6b4d; color: #fff; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .3rem 1.2rem; margin: 1.5rem 0; padding: 1rem 1.2rem; border: 1px solid #8884; border-radius: .8rem; text-align: left; }
  dt { opacity: .75; }
  dd { margin: 0; text-align: right; font-weight: 600; }
  nav { display: flex; flex-wrap: wrap; justify-content: center; gap: .2rem 1rem; margin-bottom: 2rem; font-size: .9rem; }
  nav a { padding: .35rem 0; }
  nav a[aria-current] { font-weight: 600; text-decoration: none; }
  .spinner { width: 3rem; height: 3rem; margin: auto; border-radius: 50%; border: .3rem solid #8884; border-top-color: #0a6b4d; animation: turn 1s linear infinite; }
  @keyframes turn { to { transform: rotate(1turn); } }
  @media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 4s; } }`;
