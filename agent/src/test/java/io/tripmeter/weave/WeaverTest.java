package io.tripmeter.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.DriverCalls;
import io.tripmeter.boot.TripKind;
import io.tripmeter.log.CapturedLog;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On the advice of the driver's rollback, inside of which another driver call is not the outermost. */
final class WeaverTest {
  /** A driver whose methods tell whether advice has let them in. */
  public static class Sample {
    protected int state = 1;

    /** Calls nest: another one begins only where none runs. */
    static int callsAround() {
      boolean outermost = DriverCalls.enter(TripKind.COMMIT);
      DriverCalls.exit(outermost);
      return outermost ? 0 : 1;
    }

    public boolean rollback() {
      return callsAround() == 1;
    }

    public boolean rollback(String savepoint) {
      return callsAround() == 1;
    }

    public boolean commit() {
      return callsAround() == 1;
    }

    public void fail() {
      throw new IllegalStateException("its own");
    }
  }

  /** A type that cannot be changed. */
  public interface Contract {
    default boolean rollback() {
      return true;
    }
  }

  private static final BoundAdvice ROLLBACK =
      BoundAdvice.of("TripAdvice").with("kind", TripKind.ROLLBACK);

  private static final String NAME = Sample.class.getName().replace('.', '/');

  private static byte @Nullable [] woven(Weaving weaving) throws IOException {
    return Weaver.weave(NAME, DescriptorScanTest.bytes(Sample.class), List.of(weaving));
  }

  private static Weaving weaving() {
    return Weaving.into(Sample.class.getName());
  }

  /** In a loader of its own: this one has the class as it is. */
  private static Class<?> load(byte @Nullable [] bytes) throws ClassNotFoundException {
    assertNotNull(bytes);
    return new ClassLoader(WeaverTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.equals(Sample.class.getName())
            ? defineClass(name, bytes, 0, bytes.length)
            : super.loadClass(name, resolve);
      }
    }.loadClass(Sample.class.getName());
  }

  private static boolean isInside(Class<?> type, String method, Object... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    Object target = type.getDeclaredConstructor().newInstance();
    return (boolean) type.getMethod(method, types).invoke(target, arguments);
  }

  @Test
  void everyMethodOfTheNameIsChangedAndNoOther() throws Exception {
    Class<?> type = load(woven(weaving().advise(ROLLBACK, "rollback")));
    assertTrue(isInside(type, "rollback"));
    assertTrue(isInside(type, "rollback", "savepoint"));
    assertEquals(false, isInside(type, "commit"));
  }

  @Test
  void aMethodIsChosenByTheBeginningOrTheEndOfItsDescriptor() throws Exception {
    Class<?> one = load(woven(weaving().advise(ROLLBACK, "rollback(Ljava/lang/String;)")));
    assertEquals(false, isInside(one, "rollback"));
    assertTrue(isInside(one, "rollback", "savepoint"));
    Class<?> all = load(woven(weaving().advise(ROLLBACK, "*)Z")));
    assertTrue(isInside(all, "commit"));
    assertNull(woven(weaving().advise(ROLLBACK, "commit)V")));
  }

  /** What a method throws is thrown, and the call is over. */
  @Test
  void whatAMethodThrowsIsThrown() throws Exception {
    Class<?> type = load(woven(weaving().advise(ROLLBACK, "fail")));
    Object target = type.getDeclaredConstructor().newInstance();
    try {
      type.getMethod("fail").invoke(target);
    } catch (java.lang.reflect.InvocationTargetException thrown) {
      assertEquals("its own", thrown.getCause().getMessage());
    }
    assertEquals(0, Sample.callsAround());
  }

  /** Other agents and a second pass must find the shape they know. */
  @Test
  void theClassKeepsItsShapeAndTwoPassesGiveTheSame() throws Exception {
    Weaving weaving = weaving().advise(ROLLBACK, "rollback");
    byte[] first = woven(weaving);
    assertArrayEquals(first, woven(weaving));
    Class<?> type = load(first);
    assertEquals(Sample.class.getDeclaredFields().length, type.getDeclaredFields().length);
    assertEquals(Sample.class.getDeclaredMethods().length, type.getDeclaredMethods().length);
    assertEquals(0, type.getInterfaces().length);
  }

  @Test
  void whereNothingMatchesNothingIsChanged() throws IOException {
    assertNull(woven(weaving().advise(ROLLBACK, "gone", "rollback(J)")));
  }

  @Test
  void adviceThatReadsAFieldIsLeftOutWhereTheFieldIsMissing() throws Exception {
    assertNull(woven(weaving().advise(ROLLBACK.using("state", "gone"), "rollback")));
    assertNotNull(woven(weaving().advise(ROLLBACK.using("state"), "rollback")));
  }

  @Test
  void anUnknownVersionIsLeftAloneAndSaidSoOnce() throws IOException {
    try (CapturedLog log = CapturedLog.start()) {
      Weaving weaving = weaving().requires("gone").advise(ROLLBACK, "rollback");
      assertNull(woven(weaving));
      assertNull(woven(weaving));
      assertEquals(1, log.lines().size());
      assertTrue(
          log.lines().get(0).contains("unknown version of a library")
              && log.lines().get(0).contains("missing=gone"),
          log.lines()::toString);
    }
  }

  @Test
  void interfacesAreLeftAlone() throws IOException {
    assertNull(Weaver.weave(
        Contract.class.getName().replace('.', '/'),
        DescriptorScanTest.bytes(Contract.class),
        List.of(Weaving.into(Contract.class.getName()).advise(ROLLBACK, "rollback"))));
  }

  @Test
  void classesOfANewerJavaAreLeftAloneWithOneLine() throws IOException {
    byte[] newer = DescriptorScanTest.bytes(Sample.class);
    int majorVersion = 7;
    newer[majorVersion] = 120;
    try (CapturedLog log = CapturedLog.start()) {
      Weaving weaving = weaving().advise(ROLLBACK, "rollback");
      assertNull(Weaver.weave(NAME, newer, List.of(weaving)));
      assertNull(Weaver.weave(NAME, newer, List.of(weaving)));
      assertEquals(1, log.lines().size());
      assertTrue(log.lines().get(0).contains("newer Java"), log.lines()::toString);
    }
  }
}
