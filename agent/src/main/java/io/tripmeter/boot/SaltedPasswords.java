package io.tripmeter.boot;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * While a pool warms up, all its connections derive the same key from the same password, salt and iteration count (RFC 5802, 3: SaltedPassword
 * may be kept by the client): 4096 rounds of HMAC each, 20 times at once in a JVM that has just started. One computes, the others wait and
 * take a copy. Nothing is kept when no warm-up runs; what was kept is overwritten.
 */
public final class SaltedPasswords {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private static int warming;
  private static char @Nullable [] password;
  private static byte @Nullable [] salt;
  private static int iterations;
  private static byte @Nullable [] salted;

  private SaltedPasswords() {}

  /** A thread begins to open connections of a warm-up. */
  public static void keep() {
    LOCK.lock();
    try {
      warming++;
    } finally {
      LOCK.unlock();
    }
  }

  /** It has ended. */
  public static void forget() {
    LOCK.lock();
    try {
      warming--;
      if (warming == 0) {
        overwrite();
      }
    } finally {
      LOCK.unlock();
    }
  }

  /** The driver begins to derive a key: the one that is known, or null, and then {@link #derived} must follow on the same thread. */
  public static byte @Nullable [] find(char[] value, byte[] withSalt, int rounds) {
    LOCK.lock();
    if (warming == 0) {
      LOCK.unlock();
      return null;
    }
    byte[] known = salted;
    if (known == null
        || rounds != iterations
        || !Arrays.equals(withSalt, salt)
        || !Arrays.equals(value, password)) {
      return null;
    }
    // Copied while nobody can overwrite it.
    byte[] copy = known.clone();
    LOCK.unlock();
    return copy;
  }

  /** The driver has derived a key, or failed to. */
  public static void derived(char[] value, byte[] withSalt, int rounds, byte @Nullable [] key) {
    if (!LOCK.isHeldByCurrentThread()) {
      return;
    }
    if (key != null) {
      overwrite();
      password = value.clone();
      salt = withSalt.clone();
      iterations = rounds;
      salted = key.clone();
    }
    LOCK.unlock();
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
