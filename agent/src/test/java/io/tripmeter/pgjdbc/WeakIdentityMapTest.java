package io.tripmeter.pgjdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  private final WeakIdentityMap<Integer> map = new WeakIdentityMap<>();

  @Test
  void whatWasPutIsFoundByIdentity() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      keys.add(new StringBuilder("same").toString());
      map.put(keys.get(i), i);
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, map.get(keys.get(i)));
    }
    assertNull(map.get("same"));
  }

  @Test
  void theLastValueOfAKeyCounts() {
    Object key = new Object();
    for (int i = 0; i < 100; i++) {
      map.put(key, i);
    }
    assertEquals(99, map.get(key));
    IdentityHashMap<Object, Integer> all = new IdentityHashMap<>();
    map.forEach(all::put);
    assertEquals(99, all.get(key));
    assertEquals(1, all.size());
  }

  @Test
  void whatBelongsToCollectedKeysGoes() {
    for (int i = 0; i < 100_000; i++) {
      map.put(new byte[1000], i);
    }
    System.gc();
    List<Integer> left = new ArrayList<>();
    map.forEach((key, value) -> left.add(value));
    assertTrue(left.size() < 50_000, () -> left.size() + " are left");
  }

  @Test
  void whoReadsWhileAnotherWritesFindsWhatWasThere() throws InterruptedException {
    Object key = new Object();
    map.put(key, -1);
    List<Object> keep = new ArrayList<>();
    Thread writer = new Thread(() -> {
      for (int i = 0; i < 20_000; i++) {
        keep.add(new Object());
        map.put(keep.get(i), i);
      }
    });
    writer.start();
    while (writer.isAlive()) {
      assertEquals(-1, map.get(key));
    }
    writer.join();
    assertEquals(19_999, map.get(keep.get(19_999)));
  }
}
