const left = new Array(136900).fill(0);
const right = new Array(136900).fill(0);
const product = new Array(136900).fill(0);

export default function program() {
  let i = 0;
  while (i < 136900) {
    left[i] = i % 17;
    right[i] = i % 23;
    i = i + 1;
  }
  let row = 0;
  while (row < 370) {
    let column = 0;
    while (column < 370) {
      let sum = 0;
      let k = 0;
      while (k < 370) {
        sum = sum + left[row * 370 + k] * right[k * 370 + column];
        k = k + 1;
      }
      product[row * 370 + column] = sum;
      column = column + 1;
    }
    row = row + 1;
  }
  return product[4242];
}
