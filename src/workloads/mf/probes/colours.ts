/** The colours of the pictures: two colour maps, and tables of packed colours. */
import { displayValue, type Unit } from "../../../math/units.ts";

/**
 * The two colour maps of the pictures, 256 colours of six hexadecimal digits each. A test checks that they
 * equal d3-scale-chromatic's. They are copied because the library is twelve times as large, and both the page
 * and its worker would load it. The library stays a dependency of the tests, and its licence is listed on the
 * page.
 */

/** From dark violet to yellow (Smith and van der Walt). */
const VIRIDIS =
  "44015444025645045745055946075a46085c460a5d460b5e470d60470e6147106347116447136548146748166848176948186a481a6c481b6d481c6e481d6f481f70482071482173482374482475482576482677482878482979472a7a472c7a472d7b472e7c472f7d46307e46327e46337f463480453581453781453882443983443a83443b84433d84433e85423f854240864241864142874144874045884046883f47883f48893e49893e4a893e4c8a3d4d8a3d4e8a3c4f8a3c508b3b518b3b528b3a538b3a548c39558c39568c38588c38598c375a8c375b8d365c8d365d8d355e8d355f8d34608d34618d33628d33638d32648e32658e31668e31678e31688e30698e306a8e2f6b8e2f6c8e2e6d8e2e6e8e2e6f8e2d708e2d718e2c718e2c728e2c738e2b748e2b758e2a768e2a778e2a788e29798e297a8e297b8e287c8e287d8e277e8e277f8e27808e26818e26828e26828e25838e25848e25858e24868e24878e23888e23898e238a8d228b8d228c8d228d8d218e8d218f8d21908d21918c20928c20928c20938c1f948c1f958b1f968b1f978b1f988b1f998a1f9a8a1e9b8a1e9c891e9d891f9e891f9f881fa0881fa1881fa1871fa28720a38620a48621a58521a68522a78522a88423a98324aa8325ab8225ac8226ad8127ad8128ae8029af7f2ab07f2cb17e2db27d2eb37c2fb47c31b57b32b67a34b67935b77937b87838b9773aba763bbb753dbc743fbc7340bd7242be7144bf7046c06f48c16e4ac16d4cc26c4ec36b50c46a52c56954c56856c66758c7655ac8645cc8635ec96260ca6063cb5f65cb5e67cc5c69cd5b6ccd5a6ece5870cf5773d05675d05477d1537ad1517cd2507fd34e81d34d84d44b86d54989d5488bd6468ed64590d74393d74195d84098d83e9bd93c9dd93ba0da39a2da37a5db36a8db34aadc32addc30b0dd2fb2dd2db5de2bb8de29bade28bddf26c0df25c2df23c5e021c8e020cae11fcde11dd0e11cd2e21bd5e21ad8e219dae319dde318dfe318e2e418e5e419e7e419eae51aece51befe51cf1e51df4e61ef6e620f8e621fbe723fde725";

/** From red over white to blue (ColorBrewer RdBu, interpolated). */
const RED_BLUE =
  "67001f6a011f6d02207003207304217605217906227b07227e0823810923840a24870b248a0c258c0d268f0f269210279411279712289a14299c15299f172aa1182ba41a2ca61c2da81d2daa1f2ead212faf2330b12531b32732b52933b72b34b82e35ba3036bc3238be3539bf373ac13a3bc33c3dc43f3ec6413fc74441c94742ca4943cc4c45cd4f46ce5248d0544ad1574bd25a4dd45d4ed55f50d66252d86554d96855da6b57db6d59dd705bde735ddf755fe07861e17b63e27d65e48067e58369e6856be7886de88b6fe98d71ea9073eb9276ec9578ed977aee9a7cee9c7fef9f81f0a183f1a486f2a688f2a88bf3ab8df4ad90f4af92f5b295f5b497f6b69af6b89cf7ba9ff7bda1f8bfa4f8c1a6f8c3a9f9c5abf9c7aef9c9b0facab3faccb5faceb8fad0bafad2bcfad3bffad5c1fbd7c4fbd8c6fbdac8fbdbcafbddccfadecffae0d1fae1d3fae2d5fae3d7fae5d8fae6daf9e7dcf9e8def9e9e0f8eae1f8eae3f7ebe4f7ece6f6ede7f6ede8f5eee9f4eeebf4efecf3efedf2efedf1efeef0f0efeff0f0eef0f0edf0f1eceff1ebeff1eaeff2e9eff2e7eef2e6eef2e5edf2e3edf2e2ecf2e0ecf2dfebf2ddeaf2dbeaf1dae9f1d8e8f1d6e7f0d4e6f0d3e6f0d1e5efcfe4efcde3eecbe2eec9e1edc7e0edc5dfecc2ddecc0dcebbedbeabcdaeabad9e9b7d8e8b5d7e8b2d5e7b0d4e6aed3e6abd1e5a9d0e4a6cfe3a3cde3a1cce29ecae19cc9e099c7e096c6df93c4de91c3dd8ec1dc8bc0db88beda85bcd983bbd880b9d77db7d77ab5d677b3d574b2d471b0d36faed26cacd169aad066a8cf64a7ce61a5cd5ea3cc5ba1cb599fca569dc9549bc85199c74f98c64d96c54b94c44892c34690c2448ec1428cc0408bbf3e89be3d87bd3b85bc3983bb3781ba3680b9347eb7337cb6317ab53078b42e76b22d75b12c73b02a71ae296fad286dab266baa2569a82467a62365a42164a22062a01f609e1e5e9c1d5c9a1b5a981a589519569318549017528e164f8b154d89134b8612498311478110457e0f437b0e41780d3f750c3d730a3b7009386d08366a073467063264053061";

// Colour tables for the pictures: RGBA, packed as the bytes of a canvas (little-endian u32).

const SIZE = 256;

const pack = (red: number, green: number, blue: number): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const table = (colourAt: (fraction: number) => number): Uint32Array =>
  Uint32Array.from({ length: SIZE }, (_, i) => colourAt(i / (SIZE - 1)));

/** The colour at a fraction of the way through a map that has six hexadecimal digits per colour. */
function colourOf(map: string, fraction: number): number {
  const index = Math.min(SIZE - 1, Math.max(0, Math.floor(SIZE * fraction)));
  const rgb = parseInt(map.slice(6 * index, 6 * index + 6), 16);
  return pack(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
}

/** The colour of entries that are unobserved, missing or NaN. No table contains it. */
export const UNSEEN = pack(186, 160, 196);

/** Negative blue, zero white, positive red: perceptually uniform on both sides (ColorBrewer RdBu). */
export const DIVERGING = table((fraction) => colourOf(RED_BLUE, 1 - fraction));

/** From low to high: perceptually uniform (viridis). */
export const SEQUENTIAL = table((fraction) => colourOf(VIRIDIS, fraction));

/**
 * Data with a peak value (photographs and other pictures) use grey, from the darkest to the brightest value of the
 * target. Everything else uses viridis over the displayed value (a distance, not its square).
 */
export function pictureColours(unit: Unit, low: number, high: number): Uint32Array {
  if (unit.peak !== undefined)
    return table((fraction) =>
      pack(Math.round(255 * fraction), Math.round(255 * fraction), Math.round(255 * fraction)),
    );
  const least = displayValue(unit, low);
  const most = displayValue(unit, high);
  return table((fraction) => {
    const shown = displayValue(unit, low + fraction * (high - low));
    return colourOf(VIRIDIS, most > least ? (shown - least) / (most - least) : 0.5);
  });
}
