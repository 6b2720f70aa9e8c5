import { Html } from '@app/web-page';

const picture = (sky: string, drawing: string): Html =>
  new Html(
    `<svg class="picture" viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><rect width="160" height="100" fill="${sky}"/>${drawing}</svg>`,
  );

/** Drawn by hand, since nothing may be loaded from anywhere. */
export const PICTURES: Readonly<Record<string, Html>> = {
  dombyra: picture(
    '#fde9c9',
    `<g transform="translate(18 6) rotate(-58 80 50)"><path d="M80 22c3 14 19 22 19 42a19 21 0 0 1-38 0c0-20 16-28 19-42z" fill="#b5651d"/>
     <path d="M80 34c2 9 12 17 12 30a12 14 0 0 1-24 0c0-13 10-21 12-30z" fill="#e0a458"/><circle cx="80" cy="62" r="3.5" fill="#5b2f0c"/>
     <rect x="77.5" y="-22" width="5" height="60" fill="#7a4517"/><rect x="76" y="-34" width="8" height="13" rx="2" fill="#5b2f0c"/>
     <path d="M79-30v104M81-30v104" stroke="#fff6e5" stroke-width=".7"/><rect x="73" y="73" width="14" height="3" rx="1" fill="#5b2f0c"/></g>`,
  ),
  korpe: picture(
    '#e3eefb',
    `<g transform="translate(35 10)"><rect width="90" height="80" rx="5" fill="#1d5b8f"/>
     <path d="M5 5h25v22H5zM60 5h25v22H60zM32 29h26v22H32zM5 53h25v22H5zM60 53h25v22H60z" fill="#d8433b"/>
     <path d="M32 5h26v22H32zM5 29h25v22H5zM60 29h25v22H60zM32 53h26v22H32z" fill="#f4c542"/>
     <path d="M17.5 6l11 10-11 10-11-10zM72.5 6l11 10-11 10-11-10zM45 30l11 10-11 10-11-10zM17.5 54l11 10-11 10-11-10zM72.5 54l11 10-11 10-11-10z" fill="#fff3d6"/>
     <path d="M45 8l9 8-9 8-9-8zM17.5 32l9 8-9 8-9-8zM72.5 32l9 8-9 8-9-8zM45 56l9 8-9 8-9-8z" fill="#1d5b8f"/></g>`,
  ),
  kalpak: picture(
    '#dff1ea',
    `<path d="M80 10c4 0 6 4 8 12l14 46H58l14-46c2-8 4-12 8-12z" fill="#fffdf7" stroke="#c9bfa8"/>
     <path d="M80 12v54" stroke="#3a3a3a" stroke-width="1.5"/>
     <path d="M44 84c2-14 12-20 36-20s34 6 36 20c-12-6-22-8-36-8s-24 2-36 8z" fill="#3a3a3a"/>
     <path d="M74 56c-10 2-12-12-4-12 5 0 5 6 1 6M86 56c10 2 12-12 4-12-5 0-5 6-1 6" fill="none" stroke="#c0392b" stroke-width="2.2" stroke-linecap="round"/>
     <circle cx="80" cy="10" r="4" fill="#c0392b"/>`,
  ),
  kese: picture(
    '#fbe3e0',
    `<g stroke="#d4af37" stroke-width="1.5"><path d="M22 44h52c0 22-10 34-26 34S22 66 22 44z" fill="#1f4e9c"/><path d="M86 44h52c0 22-10 34-26 34S86 66 86 44z" fill="#1f4e9c"/></g>
     <ellipse cx="48" cy="44" rx="26" ry="6" fill="#c98a4b" stroke="#fff" stroke-width="2"/><ellipse cx="112" cy="44" rx="26" ry="6" fill="#c98a4b" stroke="#fff" stroke-width="2"/>
     <g fill="#fff"><circle cx="42" cy="61" r="4"/><circle cx="54" cy="61" r="4"/><circle cx="48" cy="67" r="4"/><circle cx="106" cy="61" r="4"/><circle cx="118" cy="61" r="4"/><circle cx="112" cy="67" r="4"/></g>
     <path d="M40 32c-3-5 3-7 0-12M52 32c-3-5 3-7 0-12M104 32c-3-5 3-7 0-12M116 32c-3-5 3-7 0-12" fill="none" stroke="#b79a96" stroke-width="2" stroke-linecap="round"/>`,
  ),
  zhent: picture(
    '#f3ead8',
    `<path d="M28 62h104c-4 18-22 26-52 26s-48-8-52-26z" fill="#8c5a2b"/><ellipse cx="80" cy="62" rx="52" ry="9" fill="#a9713c"/>
     <path d="M40 60c4-22 20-34 40-34s36 12 40 34c-22 6-58 6-80 0z" fill="#e2b866"/>
     <g fill="#5a2d1d"><ellipse cx="62" cy="48" rx="4" ry="3"/><ellipse cx="84" cy="38" rx="4" ry="3"/><ellipse cx="100" cy="52" rx="4" ry="3"/><ellipse cx="78" cy="55" rx="4" ry="3"/></g>
     <g fill="#f6dfa4"><circle cx="70" cy="38" r="2"/><circle cx="94" cy="44" r="2"/><circle cx="54" cy="55" r="2"/><circle cx="88" cy="50" r="2"/><circle cx="108" cy="57" r="2"/></g>`,
  ),
  qurt: picture(
    '#e6e4f4',
    `<g fill="#fffaf0" stroke="#cfc3ab" stroke-width="1.5"><circle cx="56" cy="68" r="15"/><circle cx="86" cy="72" r="15"/><circle cx="114" cy="66" r="14"/><circle cx="71" cy="45" r="15"/><circle cx="99" cy="46" r="14"/><circle cx="85" cy="24" r="13"/></g>
     <g fill="none" stroke="#e0d5bf" stroke-width="2" stroke-linecap="round"><path d="M50 64c3-3 7-3 10 0M81 69c3-3 7-3 10 0M110 62c3-3 6-3 9 0M66 42c3-3 7-3 10 0M95 43c3-3 6-3 9 0M81 21c3-3 6-3 8 0"/></g>`,
  ),
};
