package io.tripmeter.pool;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Numbers of data sources that nobody has named, in the order of their first pools. A data source keeps its number as long as it is used. */
public final class PoolNumbers {
  private static final Map<String, Integer> LAST = new HashMap<>();
  private static final List<Numbered> NUMBERED = new ArrayList<>();

  private PoolNumbers() {}

  /** @param product which its name begins with; each product counts its own */
  public static synchronized String name(String product, Object source) {
    for (Iterator<Numbered> all = NUMBERED.iterator(); all.hasNext(); ) {
      Numbered each = all.next();
      Object numbered = each.get();
      if (numbered == source) {
        return each.name;
      }
      if (numbered == null) {
        all.remove();
      }
    }
    Integer last = LAST.get(product);
    int number = last == null ? 1 : last + 1;
    LAST.put(product, number);
    String name = product + "-" + number;
    NUMBERED.add(new Numbered(source, name));
    return name;
  }

  private static final class Numbered extends WeakReference<Object> {
    private final String name;

    Numbered(Object source, String name) {
      super(source);
      this.name = name;
    }
  }
}
