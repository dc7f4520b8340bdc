package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row of a statement by the text that the driver sends. A look-up takes no lock and allocates nothing. Bounded in texts and in
 * characters: a text that is not there is asked for ({@link DriverHooks.Statements#row}), and then takes the place of one that was not looked
 * up lately.
 */
public final class StatementTable {
  private static final int WAYS = 4;

  /** A power of two. */
  private static final int SETS = 512;

  private static final int SHIFT = 32 - Integer.numberOfTrailingZeros(SETS);

  /** Longer texts are counted among the rest: each would be normalised by whoever executes it, every time. */
  static final int LONGEST = 10_000;

  /** Of all texts together, in characters. */
  static final int MOST = 2_000_000;

  private final AtomicReferenceArray<@Nullable Known> texts =
      new AtomicReferenceArray<>(SETS * WAYS);
  private final StatementRow rest = new StatementRow();
  private int hand;

  /** Goes round all places when the texts have become too many characters. */
  private int sweep;

  private int characters;

  private static final class Known {
    private final String text;
    private final StatementRow row;

    /** Looked up since it was last considered for removal. Written only when it changes, so that threads share its cache line. */
    private volatile boolean used = true;

    Known(String text, StatementRow row) {
      this.text = text;
      this.row = row;
    }
  }

  /** @param text null if the driver would have to build it */
  void add(@Nullable String text, long nanos, long trips, long rows) {
    StatementRow row = text == null ? rest : find(text);
    row.add(nanos, trips, rows);
  }

  private StatementRow find(String text) {
    if (text.length() > LONGEST) {
      return rest;
    }
    int first = firstOf(text);
    for (int i = first; i < first + WAYS; i++) {
      Known known = texts.get(i);
      if (known != null && known.text.equals(text)) {
        if (!known.used) {
          known.used = true;
        }
        return known.row;
      }
    }
    DriverHooks.Statements hook = DriverHooks.statements();
    StatementRow row = hook == null ? null : hook.row(text);
    return row == null ? rest : row;
  }

  private static int firstOf(String text) {
    return ((text.hashCode() * 0x9E3779B9) >>> SHIFT) * WAYS;
  }

  /** One thread at a time. */
  public void put(String text, StatementRow row) {
    if (text.length() > LONGEST) {
      return;
    }
    int first = firstOf(text);
    int place = -1;
    for (int i = first; i < first + WAYS; i++) {
      Known known = texts.get(i);
      if (known != null && known.text.equals(text)) {
        texts.set(i, new Known(text, row));
        return;
      }
      if (known == null || (place < 0 && !known.used)) {
        place = i;
      }
    }
    replace(place < 0 ? nextOf(first) : place, new Known(text, row));
    makeRoom();
  }

  private void replace(int place, @Nullable Known with) {
    Known known = texts.get(place);
    characters -= known == null ? 0 : known.text.length();
    characters += with == null ? 0 : with.text.length();
    texts.set(place, with);
  }

  /** Texts that were not looked up since the last time go first. After one round without an end any text goes. */
  private void makeRoom() {
    for (int i = 0; characters > MOST; i++) {
      sweep = (sweep + 1) & (SETS * WAYS - 1);
      Known known = texts.get(sweep);
      if (known == null) {
        continue;
      }
      if (known.used && i < SETS * WAYS) {
        known.used = false;
      } else {
        replace(sweep, null);
      }
    }
  }

  /** Every text of the set was looked up lately: one goes in turn, the others have to show again that they are needed. */
  private int nextOf(int first) {
    for (int i = first; i < first + WAYS; i++) {
      Known known = texts.get(i);
      if (known != null) {
        known.used = false;
      }
    }
    return first + (hand++ & (WAYS - 1));
  }

  /** From now on no look-up finds this row. A thread that has just found it may still add to it. One thread at a time. */
  public void forget(StatementRow row) {
    for (int i = 0; i < SETS * WAYS; i++) {
      Known known = texts.get(i);
      if (known != null && known.row == row) {
        replace(i, null);
      }
    }
  }

  /** What the statements without a row have cost. */
  public StatementRow rest() {
    return rest;
  }
}
