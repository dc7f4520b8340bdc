package io.tripmeter.reflect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses java.lang, a package that its module does not open. */
final class MemberAccessTest {
  private final List<Object[]> opened = new ArrayList<>();

  private Instrumentation instrumentation() {
    return (Instrumentation) Proxy.newProxyInstance(
        MemberAccessTest.class.getClassLoader(),
        new Class<?>[] {Instrumentation.class},
        (proxy, method, arguments) -> {
          assertEquals("redefineModule", method.getName());
          opened.add(arguments);
          return null;
        });
  }

  @AfterEach
  void forget() throws ReflectiveOperationException {
    java.lang.reflect.Field field = MemberAccess.class.getDeclaredField("instrumentation");
    field.setAccessible(true);
    field.set(null, null);
  }

  @Test
  void aClosedPackageStaysClosedWithoutInstrumentation() {
    assertThrows(
        InaccessibleObjectException.class, () -> ReflectiveAccess.of("text").field("hash"));
  }

  @Test
  void aClosedPackageIsOpenedToTheAgentAloneThroughTheInstrumentation() {
    MemberAccess.use(instrumentation());
    // This instrumentation only records the calls.
    assertThrows(
        InaccessibleObjectException.class, () -> ReflectiveAccess.of("text").field("hash"));
    assertEquals(1, opened.size());
    Object[] asked = opened.get(0);
    assertEquals(String.class.getModule(), asked[0]);
    assertEquals(Map.of("java.lang", Set.of(MemberAccess.class.getModule())), asked[3]);
    for (int index : new int[] {1, 4}) {
      assertEquals(Set.of(), asked[index]);
    }
    for (int index : new int[] {2, 5}) {
      assertEquals(Map.of(), asked[index]);
    }
  }

  @Test
  void anOpenPackageNeedsNoInstrumentation() throws Exception {
    MemberAccess.use(instrumentation());
    ReflectiveAccess.of(this).field("opened");
    assertEquals(0, opened.size());
  }
}
