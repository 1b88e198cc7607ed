function steps(n) {
  let count = 0;
  while (n !== 1) {
    if (n % 2 === 0) {
      n = n / 2;
    } else {
      n = 3 * n + 1;
    }
    count = count + 1;
  }
  return count;
}

export default function program() {
  let best = 1;
  let longest = 0;
  let n = 1;
  while (n < 300000) {
    const length = steps(n);
    if (length > longest) {
      longest = length;
      best = n;
    }
    n = n + 1;
  }
  return best;
}
