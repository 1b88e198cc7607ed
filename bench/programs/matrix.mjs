const left = new Array(25600).fill(0);
const right = new Array(25600).fill(0);
const product = new Array(25600).fill(0);

export default function program() {
  let i = 0;
  while (i < 25600) {
    left[i] = i % 17;
    right[i] = i % 23;
    i = i + 1;
  }
  let row = 0;
  while (row < 160) {
    let column = 0;
    while (column < 160) {
      let sum = 0;
      let k = 0;
      while (k < 160) {
        sum = sum + left[row * 160 + k] * right[k * 160 + column];
        k = k + 1;
      }
      product[row * 160 + column] = sum;
      column = column + 1;
    }
    row = row + 1;
  }
  return product[4242];
}
