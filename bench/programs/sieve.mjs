const composite = new Array(8000000).fill(0);

function mark(prime) {
  let multiple = prime * prime;
  while (multiple < 8000000) {
    composite[multiple] = 1;
    multiple = multiple + prime;
  }
}

export default function program() {
  composite.fill(0);
  let count = 0;
  let candidate = 2;
  while (candidate < 8000000) {
    if (composite[candidate] === 0) {
      count = count + 1;
      mark(candidate);
    }
    candidate = candidate + 1;
  }
  return count;
}
