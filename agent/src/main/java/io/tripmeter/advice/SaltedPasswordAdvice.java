package io.tripmeter.advice;

import io.tripmeter.boot.SaltedPasswords;
import net.bytebuddy.asm.Advice;

/** CryptoUtil.hi of the SCRAM library inside the driver: derives a key from the password. */
final class SaltedPasswordAdvice {
  private SaltedPasswordAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static byte[] enter(
      @Advice.Argument(2) char[] value,
      @Advice.Argument(3) byte[] salt,
      @Advice.Argument(4) int iterations) {
    return SaltedPasswords.find(value, salt, iterations);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter byte[] known,
      @Advice.Argument(2) char[] value,
      @Advice.Argument(3) byte[] salt,
      @Advice.Argument(4) int iterations,
      @Advice.Return(readOnly = false) byte[] key) {
    if (known != null) {
      key = known;
    } else {
      SaltedPasswords.derived(value, salt, iterations, key);
    }
  }
}
