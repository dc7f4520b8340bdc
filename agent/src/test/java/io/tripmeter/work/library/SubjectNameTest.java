package io.tripmeter.work.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubjectNameTest {
  private static final String HERE = SubjectNameTest.class.getName();

  @Test
  void aMethodIsNamedWithTheClassOfWhatItIsCalledOn() throws Throwable {
    Method method = Runnable.class.getMethod("run");
    SubjectName name = new SubjectName("getTarget + getMethod");
    assertEquals(HERE + "$Job.run", name.of(new Subject(new Job(), method)));
    assertEquals(HERE + "$Job.run", name.of(new Subject(new Job$$SpringCGLIB$$0(), method)));
    Runnable lambda = () -> {};
    assertEquals(HERE + ".run", name.of(new Subject(lambda, method)));
    Object proxy = Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {Callable.class}, (self, called, given) -> 1);
    assertEquals("java.util.concurrent.Callable.run", name.of(new Subject(proxy, method)));
  }

  @Test
  void whatIsMissingIsNoName() throws Throwable {
    assertNull(new SubjectName("getTarget").of(new Subject(null, null)));
    assertNull(new SubjectName("getOther.getMore").of(new Subject("a", null)));
    assertEquals("a", new SubjectName("getOther | getTarget").of(new Subject("a", null)));
  }

  @Test
  void namesThatAreMadeAtRunTimeAreCut() throws Throwable {
    Map<String, @Nullable String> names = Map.of(
        "orders", "orders",
        "step:partition7", "step",
        "queue:///ORDERS", "ORDERS",
        "queue://QM1/ORDERS", "QM1/ORDERS",
        "amq.gen-JzTY20BRgKO-HjmUJj0wLg", "amq.gen",
        "spring.gen-JzTY20BRgKO", "spring.gen");
    for (Map.Entry<String, @Nullable String> each : names.entrySet()) {
      assertEquals(
          each.getValue(), new SubjectName("getTarget").of(new Subject(each.getKey(), null)));
    }
    assertNull(new SubjectName("getTarget").of(new Subject("ID:host-4711-1", null)));
  }

  @Test
  void aBatchIsNamedByItsFirst() throws Throwable {
    SubjectName name = new SubjectName("getTarget");
    assertEquals("a", name.of(List.of(new Subject("a", null), new Subject("b", null))));
    assertNull(name.of(List.of()));
  }

  @Test
  void aFieldIsReadWhereThereIsNoGetter() throws Throwable {
    SubjectName name = new SubjectName("#target | ");
    assertEquals(HERE + "$Job", name.of(new Subject(new Job(), null)));
    assertEquals(HERE + "$Subject", name.of(new Subject(null, null)));
    assertEquals(HERE + "$Job", name.of(new Job()));
  }

  @Test
  void theSubjectsOwnClassIsAName() throws Throwable {
    assertEquals(HERE + "$Job", new SubjectName("").of(new Job()));
  }

  /** As libraries have them: an interface's method of a class that is not public. */
  public interface Target {
    @Nullable
    Object getTarget();

    @Nullable
    Method getMethod();
  }

  private static final class Subject implements Target {
    private final @Nullable Object target;
    private final @Nullable Method method;

    Subject(@Nullable Object target, @Nullable Method method) {
      this.target = target;
      this.method = method;
    }

    @Override
    public @Nullable Object getTarget() {
      return target;
    }

    @Override
    public @Nullable Method getMethod() {
      return method;
    }
  }

  private static class Job implements Runnable {
    @Override
    public void run() {}
  }

  /** As Spring names the class of a proxy. */
  private static final class Job$$SpringCGLIB$$0 extends Job {}
}
