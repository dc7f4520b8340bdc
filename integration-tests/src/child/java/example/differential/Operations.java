package example.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** All that a program may do, how often, and where: what needs a session of its own is done on the server itself only. */
final class Operations {
  /** One row of the list. */
  static final class Entry {
    final String name;
    final Operation operation;
    private final int weight;
    private final boolean anywhere;

    private Entry(String name, int weight, boolean anywhere, Operation operation) {
      this.name = name;
      this.weight = weight;
      this.anywhere = anywhere;
      this.operation = operation;
    }
  }

  private final List<Entry> all = new ArrayList<>();
  private final Map<String, int[]> done = new TreeMap<>();

  Operations() {
    Queries.addTo(this);
    Changes.addTo(this);
    Transactions.addTo(this);
    Texts.addTo(this);
    Functions.addTo(this);
    Batches.addTo(this);
    Cursors.addTo(this);
    Streams.addTo(this);
    Timeouts.addTo(this);
    Sessions.addTo(this);
    Metadata.addTo(this);
    Endings.addTo(this);
  }

  void add(String name, int weight, Operation operation) {
    all.add(new Entry(name, weight, true, operation));
  }

  void addDirect(String name, int weight, Operation operation) {
    all.add(new Entry(name, weight, false, operation));
  }

  /** By weight. */
  Entry choose(Random random, boolean pooled) {
    int sum = 0;
    for (Entry entry : all) {
      sum += pooled && !entry.anywhere ? 0 : entry.weight;
    }
    int left = random.nextInt(sum);
    for (Entry entry : all) {
      left -= pooled && !entry.anywhere ? 0 : entry.weight;
      if (left < 0) {
        return entry;
      }
    }
    throw new IllegalStateException("weights");
  }

  void count(Entry entry, boolean completed) {
    done.computeIfAbsent(entry.name, name -> new int[2])[completed ? 0 : 1]++;
  }

  /** Each by name: how often to its end, how often cut short by a failure. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : all) {
      int[] counts = done.getOrDefault(entry.name, new int[2]);
      text.append(entry.name)
          .append('=')
          .append(counts[0])
          .append('/')
          .append(counts[1])
          .append(' ');
    }
    return text.toString().trim();
  }
}
