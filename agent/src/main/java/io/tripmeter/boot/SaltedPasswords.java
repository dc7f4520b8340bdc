package io.tripmeter.boot;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * While a pool warms up, all its connections derive the same key from the same password, salt and iteration count (RFC 5802, 3: SaltedPassword
 * may be kept by the client): 4096 rounds of HMAC each, 20 times at once in a JVM that has just started. One computes, the others wait for
 * it a moment and take a copy; whoever waits in vain computes its own. No lock is held while the driver computes. Nothing is kept when no
 * warm-up runs; what was kept is overwritten.
 */
public final class SaltedPasswords {
  /** Many times what 4096 rounds take in a cold JVM. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static final Object LOCK = new Object();

  private static int warming;
  private static char @Nullable [] password;
  private static byte @Nullable [] salt;
  private static int iterations;
  private static byte @Nullable [] salted;

  /** Who computes a key that others wait for. */
  private static @Nullable Thread deriving;

  private SaltedPasswords() {}

  /** A thread begins to open connections of a warm-up. */
  public static void keep() {
    synchronized (LOCK) {
      warming++;
    }
  }

  /** It has ended. */
  public static void forget() {
    synchronized (LOCK) {
      warming--;
      if (warming == 0) {
        overwrite();
        deriving = null;
      }
    }
  }

  /** The driver begins to derive a key: the one that is known, or null, and then it computes its own and tells {@link #derived}. */
  public static byte @Nullable [] find(char[] value, byte[] withSalt, int rounds) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    synchronized (LOCK) {
      while (warming > 0) {
        byte[] known = salted;
        if (known != null
            && rounds == iterations
            && Arrays.equals(withSalt, salt)
            && Arrays.equals(value, password)) {
          // Copied while nobody can overwrite it.
          return known.clone();
        }
        Thread current = Thread.currentThread();
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (deriving == null || deriving == current || left <= 0) {
          deriving = current;
          return null;
        }
        try {
          LOCK.wait(left);
        } catch (InterruptedException interrupted) {
          current.interrupt();
          return null;
        }
      }
      return null;
    }
  }

  /** The driver has derived a key, or failed to. */
  public static void derived(char[] value, byte[] withSalt, int rounds, byte @Nullable [] key) {
    synchronized (LOCK) {
      if (deriving != Thread.currentThread()) {
        return;
      }
      try {
        if (key != null && warming > 0) {
          keep(value.clone(), withSalt.clone(), rounds, key.clone());
        }
      } finally {
        deriving = null;
        LOCK.notifyAll();
      }
    }
  }

  private static void keep(char[] ofPassword, byte[] withSalt, int rounds, byte[] key) {
    overwrite();
    password = ofPassword;
    salt = withSalt;
    iterations = rounds;
    salted = key;
  }

  private static void overwrite() {
    if (password != null) {
      Arrays.fill(password, '\0');
    }
    if (salted != null) {
      Arrays.fill(salted, (byte) 0);
    }
    password = null;
    salt = null;
    salted = null;
  }
}
