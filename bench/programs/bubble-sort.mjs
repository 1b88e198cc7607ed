const numbers = new Array(8000).fill(0);

function swap(i, j) {
  const kept = numbers[i];
  numbers[i] = numbers[j];
  numbers[j] = kept;
}

export default function program() {
  let seed = 42;
  let i = 0;
  while (i < 8000) {
    seed = (seed * 75 + 74) % 65537;
    numbers[i] = seed;
    i = i + 1;
  }
  let end = 7999;
  while (end > 0) {
    i = 0;
    while (i < end) {
      if (numbers[i] > numbers[i + 1]) swap(i, i + 1);
      i = i + 1;
    }
    end = end - 1;
  }
  return numbers[500];
}
