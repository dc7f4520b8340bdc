package io.tripmeter.reflect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReflectiveAccessTest {
  /** As pools and drivers are: private members, inherited ones, finals. */
  private static class Base {
    private final String url;

    private Base(String url) {
      this.url = url;
    }

    private String greet(String who) {
      return who + " at " + url;
    }

    private int number() {
      return 42;
    }

    private @Nullable String nothing() {
      return null;
    }

    private void fail() {
      throw new IllegalStateException("its own");
    }
  }

  private static final class Derived extends Base {
    private final Base part = new Base("inner");

    private Derived(String url) {
      super(url);
    }

    private String greet(String who, String when) {
      return who + " " + when;
    }
  }

  private final Derived target = new Derived("here");
  private final ReflectiveAccess mirror = ReflectiveAccess.of(target);

  @Test
  void privateMethodsAreCalledInheritedOnesTooByTheNumberOfTheirArguments() throws Exception {
    assertEquals("you at here", mirror.call("greet", "you"));
    assertEquals("you now", mirror.call("greet", "you", "now"));
    assertEquals(42, mirror.number("number"));
    assertThrows(NoSuchMethodException.class, () -> mirror.call("greet"));
  }

  @Test
  void whatThereIsIsKnownBeforeItIsCalled() {
    assertTrue(mirror.has("greet"));
    assertTrue(mirror.hasWith("greet", 1));
    assertFalse(mirror.hasWith("greet", 3));
    assertFalse(mirror.has("gone"));
  }

  @Test
  void aMethodIsDeclaredOnlyWithExactlyItsTypesAndByTheClassItself() {
    assertTrue(mirror.declares("greet", "java.lang.String", "java.lang.String"));
    assertFalse(mirror.declares("greet", "java.lang.String"));
    assertFalse(mirror.declares("greet", "java.lang.String", "int"));
    assertFalse(mirror.declares("greet", "java.lang.String", "java.lang.String", "int"));
  }

  @Test
  void aFinalFieldOfASuperclassIsReadAndSet() throws Exception {
    assertEquals("here", mirror.field("url"));
    mirror.set("url", "there");
    assertEquals("there", mirror.field("url"));
    assertEquals("you at there", mirror.call("greet", "you"));
    assertThrows(NoSuchFieldException.class, () -> mirror.field("gone"));
  }

  @Test
  void aPartIsAMirrorOfItsOwn() throws Exception {
    assertEquals("inner", mirror.part("part").field("url"));
  }

  @Test
  void nullIsAFailureWhereItIsNotExpected() throws Exception {
    assertNull(mirror.call("nothing"));
    assertThrows(ReflectiveOperationException.class, () -> mirror.get("nothing"));
    assertEquals(-1, mirror.number("nothing"));
  }

  @Test
  void aNewObjectIsMadeByTheOnlyConstructorThatTakesAsMany() throws Exception {
    Object other = mirror.another("elsewhere");
    assertSame(Derived.class, other.getClass());
    assertEquals("elsewhere", ReflectiveAccess.of(other).field("url"));
    assertThrows(NoSuchMethodException.class, () -> mirror.another("a", "b", "c"));
  }

  @Test
  void whatACallHasThrownIsTheCause() {
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> mirror.call("fail"));
    assertEquals("its own", ReflectiveAccess.cause(thrown).getMessage());
    NoSuchMethodException own = new NoSuchMethodException("gone");
    assertSame(own, ReflectiveAccess.cause(own));
  }
}
