/**
 * The machine code that enters a program at an op instead of at its first instruction. It does what the prologue and
 * the ops before would have left behind: a frame, and the result so far in rax. It is called as
 * `int64_t (*)(int64_t result, void *op)`; the epilogue of the program returns from it.
 *
 * The two arguments are in the registers that the system's calling convention says.
 */

// System V AMD64 ABI, section 3.2.3: rdi, rsi.
// prettier-ignore
const systemV = Uint8Array.of(
  0x55,                // push %rbp
  0x48, 0x89, 0xe5,    // mov  %rsp,%rbp
  0x48, 0x89, 0xf8,    // mov  %rdi,%rax
  0xff, 0xe6,          // jmp  *%rsi
);

// Microsoft x64 calling convention: rcx, rdx.
// prettier-ignore
const microsoft = Uint8Array.of(
  0x55,                // push %rbp
  0x48, 0x89, 0xe5,    // mov  %rsp,%rbp
  0x48, 0x89, 0xc8,    // mov  %rcx,%rax
  0xff, 0xe2,          // jmp  *%rdx
);

export const entryStub = (platform: NodeJS.Platform = process.platform): Uint8Array =>
  platform === 'win32' ? microsoft : systemV;
