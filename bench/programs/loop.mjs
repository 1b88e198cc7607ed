export default function program() {
  let sum = 0;
  let i = 0;
  while (i < 150000000) {
    sum = i - sum;
    i = i + 1;
  }
  return sum;
}
