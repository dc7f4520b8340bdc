package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SaltedPasswordsTest {
  private static final int ROUNDS = 4096;

  private final char[] password = "S3cr3t".toCharArray();
  private final byte[] salt = {1, 2, 3};
  private final byte[] key = {4, 5, 6};
  private int kept;

  @BeforeEach
  void warm() {
    SaltedPasswords.keep();
    kept++;
  }

  @AfterEach
  void end() {
    for (; kept > 0; kept--) {
      SaltedPasswords.forget();
    }
  }

  /** As the driver does it; true if it had to compute. */
  private boolean derive() {
    if (SaltedPasswords.find(password, salt, ROUNDS) != null) {
      return false;
    }
    SaltedPasswords.derived(password, salt, ROUNDS, key);
    return true;
  }

  private static Object held(String field) throws ReflectiveOperationException {
    Field found = SaltedPasswords.class.getDeclaredField(field);
    found.setAccessible(true);
    return found.get(null);
  }

  @Test
  void theSecondConnectionGetsTheKeyOfTheFirst() {
    assertNull(SaltedPasswords.find(password, salt, ROUNDS));
    SaltedPasswords.derived(password, salt, ROUNDS, key);
    assertArrayEquals(new byte[] {4, 5, 6}, SaltedPasswords.find(password, salt, ROUNDS));
  }

  @Test
  void whatIsHandedOutIsACopy() {
    derive();
    byte[] first = SaltedPasswords.find(password, salt, ROUNDS);
    assertNotNull(first);
    Arrays.fill(first, (byte) 0);
    assertArrayEquals(new byte[] {4, 5, 6}, SaltedPasswords.find(password, salt, ROUNDS));
  }

  @Test
  void whatTheDriverHasIsNotKeptAndNotOverwritten() {
    derive();
    key[0] = 0;
    password[0] = 's';
    assertArrayEquals(
        new byte[] {4, 5, 6}, SaltedPasswords.find("S3cr3t".toCharArray(), salt, ROUNDS));
    end();
    assertArrayEquals(new byte[] {0, 5, 6}, key);
    assertEquals("s3cr3t", new String(password));
  }

  @Test
  void aKeyHandedOutStaysWhenTheWarmUpEnds() {
    derive();
    byte[] copy = SaltedPasswords.find(password, salt, ROUNDS);
    end();
    assertArrayEquals(new byte[] {4, 5, 6}, copy);
  }

  @Test
  void whatWasKeptIsOverwrittenWhenTheLastWarmUpEnds() throws ReflectiveOperationException {
    derive();
    warm();
    byte[] salted = (byte[]) held("salted");
    char[] secret = (char[]) held("password");
    SaltedPasswords.forget();
    kept--;
    assertArrayEquals(new byte[] {4, 5, 6}, salted);
    end();
    assertArrayEquals(new byte[3], salted);
    assertArrayEquals(new char[6], secret);
    assertNull(held("salted"));
    assertNull(held("password"));
  }

  @Test
  void anotherKeyOverwritesTheOneBefore() throws ReflectiveOperationException {
    derive();
    byte[] before = (byte[]) held("salted");
    assertNull(SaltedPasswords.find("other".toCharArray(), salt, ROUNDS));
    SaltedPasswords.derived("other".toCharArray(), salt, ROUNDS, new byte[] {7});
    assertArrayEquals(new byte[3], before);
    assertArrayEquals(new byte[] {7}, SaltedPasswords.find("other".toCharArray(), salt, ROUNDS));
  }

  @Test
  void anotherSaltPasswordOrCountIsAnotherKey() {
    derive();
    assertNull(SaltedPasswords.find(password, new byte[] {9}, ROUNDS));
    SaltedPasswords.derived(password, salt, ROUNDS, null);
    assertNull(SaltedPasswords.find(password, salt, ROUNDS + 1));
    SaltedPasswords.derived(password, salt, ROUNDS, null);
    assertNull(SaltedPasswords.find("s3cr3t".toCharArray(), salt, ROUNDS));
    SaltedPasswords.derived(password, salt, ROUNDS, null);
    assertArrayEquals(new byte[] {4, 5, 6}, SaltedPasswords.find(password, salt, ROUNDS));
  }

  @Test
  void withoutAWarmUpNothingIsKept() throws ReflectiveOperationException {
    end();
    assertNull(SaltedPasswords.find(password, salt, ROUNDS));
    SaltedPasswords.derived(password, salt, ROUNDS, key);
    assertNull(held("salted"));
  }

  @Test
  void ofManyAtOnceOneComputes() throws InterruptedException {
    AtomicInteger computed = new AtomicInteger();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 16; i++) {
      Thread thread = new Thread(() -> {
        if (derive()) {
          computed.incrementAndGet();
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, computed.get());
  }

  /** Whether another thread computes its own, which it does when nobody else seems to get anywhere. */
  private boolean isComputedElsewhere() throws InterruptedException {
    AtomicInteger computed = new AtomicInteger();
    Thread other = new Thread(() -> {
      if (derive()) {
        computed.incrementAndGet();
      }
    });
    other.setDaemon(true);
    other.start();
    other.join(30_000);
    return computed.get() == 1;
  }

  @Test
  void whoNeverEndsHoldsNobodyUp() throws InterruptedException {
    assertNull(SaltedPasswords.find(password, salt, ROUNDS));
    assertTrue(isComputedElsewhere());
    assertArrayEquals(new byte[] {4, 5, 6}, SaltedPasswords.find(password, salt, ROUNDS));
  }

  @Test
  void whoFailsToKeepItsKeyLeavesTheOthersToComputeTheirs() throws InterruptedException {
    assertNull(SaltedPasswords.find(password, salt, ROUNDS));
    assertThrows(
        NullPointerException.class,
        () -> SaltedPasswords.derived(password, null, ROUNDS, key),
        "as when there is no memory for the copy");
    assertTrue(isComputedElsewhere());
  }

  @Test
  void whoIsInterruptedWhileItWaitsComputesItsOwnAndStaysInterrupted() throws InterruptedException {
    assertNull(SaltedPasswords.find(password, salt, ROUNDS));
    AtomicInteger interrupted = new AtomicInteger();
    Thread other = new Thread(() -> {
      if (SaltedPasswords.find(password, salt, ROUNDS) == null && Thread.interrupted()) {
        interrupted.incrementAndGet();
      }
    });
    other.start();
    other.interrupt();
    other.join();
    assertEquals(1, interrupted.get());
  }
}
