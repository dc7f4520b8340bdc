package io.tripmeter.boot;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often one request has executed each of its statements, and from where. One thread at a time; used again, allocates nothing. */
final class StatementCounts {
  /** More distinct statements than this in one request are counted but not watched for repetition. */
  private static final int WATCHED = 56;

  /** A power of two, with room to spare so that probing stays short. */
  private static final int SLOTS = 64;

  private static final int NONE = -1;

  private final @Nullable String[] texts = new String[SLOTS];
  private final int[] counts = new int[SLOTS];
  private final @Nullable Object[] places = new Object[SLOTS];
  private final @Nullable Object[] callers = new Object[SLOTS];
  private final @Nullable LongAdder[] counters = new LongAdder[SLOTS];
  private int watched;
  private boolean placed;

  /** Counts one execution more; returns how many there were with it, 0 if it is not watched or known to repeat itself. */
  int executed(String text) {
    int i = slot(text);
    if (i == NONE) {
      return 0;
    }
    if (texts[i] == null) {
      if (watched >= WATCHED) {
        return 0;
      }
      watched++;
      texts[i] = text;
    }
    int count = ++counts[i];
    return callers[i] == null ? count : 0;
  }

  /** Where this text is, or would be. */
  private int slot(String text) {
    int i = (text.hashCode() * 0x9E3779B9) >>> 26;
    for (int probed = 0; probed < SLOTS; probed++) {
      String there = texts[i];
      if (there == null || there.equals(text)) {
        return i;
      }
      i = (i + 1) & (SLOTS - 1);
    }
    return NONE;
  }

  @Nullable
  Object place(String text) {
    int i = slot(text);
    return i == NONE ? null : places[i];
  }

  void setPlace(String text, @Nullable Object place) {
    int i = slot(text);
    if (i != NONE) {
      texts[i] = text;
      places[i] = place;
      placed = true;
    }
  }

  /**
   * @param count how many there were so far, if they were not counted here
   * @param repeats where {@link #addRepeats} adds them; null for nowhere
   */
  void markRepeated(String text, int count, Object caller, @Nullable LongAdder repeats) {
    int i = slot(text);
    if (i != NONE) {
      texts[i] = text;
      counts[i] = Math.max(counts[i], count);
      callers[i] = caller;
      counters[i] = repeats;
      placed = true;
    }
  }

  boolean isRepeated(String text) {
    int i = slot(text);
    return i != NONE && callers[i] != null;
  }

  /** Of the statements that are known to repeat themselves the one that does so most, or -1. */
  int mostRepeated() {
    int most = NONE;
    for (int i = 0; placed && i < SLOTS; i++) {
      if (callers[i] != null && (most == NONE || counts[i] > counts[most])) {
        most = i;
      }
    }
    return most;
  }

  /** Whether a statement's place was looked up; without one none is known to repeat itself. */
  boolean isPlaced() {
    return placed;
  }

  /** Executions of the statements that are known to repeat themselves, without the first of each. */
  int repeats(boolean writes) {
    int repeats = 0;
    for (int i = 0; placed && i < SLOTS; i++) {
      String text = texts[i];
      if (callers[i] != null
          && text != null
          && StatementKind.of(text) == TripKind.QUERY
          && StatementKind.writes(text) == writes) {
        repeats += counts[i] - 1;
      }
    }
    return repeats;
  }

  /** To be called once, when none will be added. */
  void addRepeats() {
    for (int i = 0; placed && i < SLOTS; i++) {
      LongAdder counter = counters[i];
      if (counter != null) {
        counter.add(counts[i] - 1);
      }
    }
  }

  /** With what {@link #mostRepeated} returned; so the following two. */
  @Nullable
  String text(int index) {
    return index == NONE ? null : texts[index];
  }

  int count(int index) {
    return index == NONE ? 0 : counts[index];
  }

  @Nullable
  Object caller(int index) {
    return index == NONE ? null : callers[index];
  }

  void clear() {
    if (watched > 0 || placed) {
      Arrays.fill(texts, null);
      Arrays.fill(counts, 0);
      watched = 0;
    }
    if (placed) {
      Arrays.fill(places, null);
      Arrays.fill(callers, null);
      Arrays.fill(counters, null);
      placed = false;
    }
  }
}
