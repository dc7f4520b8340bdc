package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WeakIdentitiesTest {
  private final WeakIdentities<String> values = new WeakIdentities<>();
  private final WeakIdentities<Object> objects = new WeakIdentities<>();

  @Test
  void equalObjectsHaveValuesOfTheirOwn() {
    Object one = new Same();
    Object other = new Same();
    values.put(one, "one");
    assertNull(values.get(other));
    assertNull(values.putIfAbsent(other, "other"));
    assertEquals("one", values.putIfAbsent(one, "late"));
    assertEquals("one", values.remove(one));
    assertEquals("other", values.get(other));
  }

  @Test
  void aDroppedObjectIsForgottenWithItsValue() throws Exception {
    WeakReference<Object> value = droppedWithItsValue();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Object next = new Object();
    while (value.get() != null) {
      assertTrue(System.nanoTime() < deadline, "the value is still there");
      System.gc();
      objects.put(next, "next");
    }
    assertEquals("next", objects.get(next));
  }

  private WeakReference<Object> droppedWithItsValue() {
    Object value = new Object();
    objects.put(new Object(), value);
    return new WeakReference<>(value);
  }

  /** As data classes of calls may be. */
  private static final class Same {
    @Override
    public boolean equals(Object other) {
      return other instanceof Same;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }
}
