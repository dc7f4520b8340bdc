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
  /** Private, inherited and final members, as in pools and drivers. */
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
  private final ReflectiveAccess access = ReflectiveAccess.of(target);

  @Test
  void privateAndInheritedMethodsAreCalledByNumberOfArguments() throws Exception {
    assertEquals("you at here", access.call("greet", "you"));
    assertEquals("you now", access.call("greet", "you", "now"));
    assertEquals(42, access.number("number"));
    assertThrows(NoSuchMethodException.class, () -> access.call("greet"));
  }

  @Test
  void aMethodCanBeLookedUpBeforeItIsCalled() {
    assertTrue(access.has("greet"));
    assertTrue(access.hasWith("greet", 1));
    assertFalse(access.hasWith("greet", 3));
    assertFalse(access.has("gone"));
  }

  @Test
  void aMethodIsDeclaredOnlyByTheClassItselfWithExactlyItsTypes() {
    assertTrue(access.declares("greet", "java.lang.String", "java.lang.String"));
    assertFalse(access.declares("greet", "java.lang.String"));
    assertFalse(access.declares("greet", "java.lang.String", "int"));
    assertFalse(access.declares("greet", "java.lang.String", "java.lang.String", "int"));
  }

  @Test
  void aFinalFieldOfASuperclassIsReadAndSet() throws Exception {
    assertEquals("here", access.field("url"));
    access.set("url", "there");
    assertEquals("there", access.field("url"));
    assertEquals("you at there", access.call("greet", "you"));
    assertThrows(NoSuchFieldException.class, () -> access.field("gone"));
  }

  @Test
  void theObjectInAFieldCanBeAccessedToo() throws Exception {
    assertEquals("inner", access.part("part").field("url"));
  }

  @Test
  void anUnexpectedNullIsAFailure() throws Exception {
    assertNull(access.call("nothing"));
    assertThrows(ReflectiveOperationException.class, () -> access.get("nothing"));
    assertEquals(-1, access.number("nothing"));
  }

  @Test
  void aNewObjectIsMadeByTheConstructorWithThisNumberOfArguments() throws Exception {
    Object other = access.another("elsewhere");
    assertSame(Derived.class, other.getClass());
    assertEquals("elsewhere", ReflectiveAccess.of(other).field("url"));
    assertThrows(NoSuchMethodException.class, () -> access.another("a", "b", "c"));
  }

  @Test
  void theExceptionOfACallIsTheCause() {
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> access.call("fail"));
    assertEquals("its own", ReflectiveAccess.cause(thrown).getMessage());
    NoSuchMethodException own = new NoSuchMethodException("gone");
    assertSame(own, ReflectiveAccess.cause(own));
  }
}
