import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteWriter } from '../../../../src/engine/interpreter/wasm/byteWriter';
import { Code } from '../../../../src/engine/interpreter/wasm/code';
import { i32, i64, type Expression } from '../../../../src/engine/interpreter/wasm/expression';
import { memoryImport, moduleOf } from '../../../../src/engine/interpreter/wasm/module';
import { anyInt64 } from '../../programs';

/** Compiles a function of two i32 parameters and runs it, on a memory of its own. */
function run(
  build: (code: Code, a: Expression<'i32'>, b: Expression<'i32'>) => void,
  a = 0,
  b = 0,
): { readonly value: unknown; readonly memory: DataView } {
  const code = new Code(2);
  build(code, code.parameter('i32', 0), code.parameter('i32', 1));
  code.unreachable();
  const module = new WebAssembly.Module(moduleOf([{ name: 'tried', parameters: ['i32', 'i32'], code }]));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const { exports } = new WebAssembly.Instance(module, {
    [memoryImport.module]: { [memoryImport.name]: memory },
  });
  const { tried } = exports;
  assert.ok(typeof tried === 'function');
  return { value: Reflect.apply(tried, undefined, [a, b]) as unknown, memory: new DataView(memory.buffer) };
}

const unsigned = (value: number): readonly number[] => {
  const writer = new ByteWriter();
  writer.unsigned(value);
  return writer.finish();
};

const signed = (value: bigint): readonly number[] => {
  const writer = new ByteWriter();
  writer.signed(value);
  return writer.finish();
};

describe('WebAssembly encoder', () => {
  it('writes LEB128 as the specification shows it', () => {
    assert.deepEqual(unsigned(0), [0x00]);
    assert.deepEqual(unsigned(127), [0x7f]);
    assert.deepEqual(unsigned(128), [0x80, 0x01]);
    assert.deepEqual(unsigned(624_485), [0xe5, 0x8e, 0x26]);
    assert.deepEqual(unsigned(2 ** 32 - 1), [0xff, 0xff, 0xff, 0xff, 0x0f]);
    assert.deepEqual(signed(-1n), [0x7f]);
    assert.deepEqual(signed(64n), [0xc0, 0x00]);
    assert.deepEqual(signed(-64n), [0x40]);
    assert.deepEqual(signed(-123_456n), [0xc0, 0xbb, 0x78]);
  });

  it('gives constants of any size to the processor', () => {
    fc.assert(
      fc.property(anyInt64, fc.integer(), (wide, narrow) => {
        const { value, memory } = run((code) => {
          code.store64(i32.constant(8), i64.constant(wide));
          code.return(i32.constant(narrow));
        });
        assert.equal(memory.getBigInt64(8, true), wide);
        assert.equal(value, narrow);
      }),
    );
  });

  it('adds offsets to addresses, and compares without a sign where that is said', () => {
    const { value, memory } = run(
      (code, a, b) => {
        code.store32(a, b, 260);
        code.return(i32.add(i32.load16(a, 262), i32.lessUnsigned(b, i32.constant(5))));
      },
      40,
      -1,
    );
    assert.equal(memory.getInt32(300, true), -1);
    assert.equal(value, 0xffff);
  });

  it('goes on with the body that is selected, the last for all beyond', () => {
    const selected = (index: number): unknown =>
      run((code, a) => {
        code.select(
          a,
          [10, 20, 30].map((result) => () => code.return(i32.constant(result))),
        );
      }, index).value;
    assert.deepEqual([0, 1, 2, 3, -1].map(selected), [10, 20, 30, 30, 30]);
  });

  it('leaves blocks and repeats loops from any depth', () => {
    // Sums a, a - 1, … 1, and stops early at b.
    const sum = (a: number, b: number): unknown =>
      run(
        (code, limit, stop) => {
          const left = code.local('i32');
          const total = code.local('i32');
          code.set(left, limit);
          code.block((done) => {
            code.loop((again) => {
              code.branchIf(i32.isZero(left), done);
              code.if(
                i32.equal(left, stop),
                () => code.branch(done),
                () => code.set(total, i32.add(total, left)),
              );
              code.set(left, i32.subtract(left, i32.constant(1)));
              code.branch(again);
            });
          });
          code.return(total);
        },
        a,
        b,
      ).value;
    assert.equal(sum(10, -1), 55);
    assert.equal(sum(10, 7), 10 + 9 + 8);
  });
});
