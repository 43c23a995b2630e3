/** Latin letter → the Cyrillic and Greek letters that look like it. */
export const letterTwins: ReadonlyMap<string, string> = new Map(
  [
    'a:\u0430 c:\u0441 e:\u0435 i:\u0456 j:\u0458 o:\u043e\u03bf p:\u0440 s:\u0455 v:\u03bd x:\u0445 y:\u0443',
    'A:\u0410\u0391 B:\u0412\u0392 C:\u0421 E:\u0415\u0395 H:\u041d\u0397 I:\u0406\u0399 K:\u041a\u039a M:\u041c\u039c',
    'N:\u039d O:\u041e\u039f P:\u0420\u03a1 S:\u0405 T:\u0422\u03a4 X:\u0425\u03a7 Y:\u03a5 Z:\u0396',
  ]
    .join(' ')
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(2)] as const),
);
