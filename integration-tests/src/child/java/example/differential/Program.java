package example.differential;

import java.util.Random;

/** One program: its seed decides all that it does. */
final class Program {
  static final String[] SLOTS = {"a", "b", "c"};

  private static final long SLOW_MILLIS = 3000;

  private final Operations operations;
  private final Account account;
  private final Scenery scenery;
  private final Random random;
  private final Transcript transcript;
  private final Opening opening;
  private final Slot[] slots = new Slot[SLOTS.length];

  Program(
      Operations operations, Account account, Scenery scenery, long seed, Transcript transcript) {
    this.operations = operations;
    this.account = account;
    this.scenery = scenery;
    this.random = new Random(seed * 7919 + 17);
    this.transcript = transcript;
    this.opening = new Opening(account, new Random(random.nextLong()), transcript);
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(SLOTS[i], account, scenery, transcript);
    }
  }

  void run() {
    try {
      scenery.restore();
      for (int i = 12 + random.nextInt(20); i > 0; i--) {
        Slot slot = slots[Math.min(random.nextInt(6) / 2, random.nextInt(3))];
        step(slot, random.nextLong());
      }
      for (Slot slot : slots) {
        transcript.line(slot.name + " ends");
        opening.end(slot);
      }
      opening.close();
      for (String name : SLOTS) {
        transcript.line(name + " leaves " + scenery.left(name));
      }
    } catch (Exception | Error e) {
      transcript.line("the program itself failed: " + e);
      e.printStackTrace(System.out);
    }
  }

  private void step(Slot slot, long seed) throws Exception {
    Random own = new Random(seed);
    slot.begin(own.nextLong());
    if (!slot.isUsable() || own.nextInt(16) == 0) {
      transcript.line(slot.name + " opens");
      opening.again(slot);
      if (!slot.isUsable()) {
        return;
      }
      if (own.nextInt(3) > 0) {
        slot.seen.attempt(() -> slot.connection().setAutoCommit(false));
      }
    }
    Operations.Entry entry = operations.choose(own, account.isPooled());
    transcript.line(slot.name + " " + entry.name);
    long start = System.nanoTime();
    operations.count(entry, slot.seen.attempt(() -> entry.operation.on(slot)));
    long millis = (System.nanoTime() - start) / 1_000_000;
    if (millis > SLOW_MILLIS) {
      System.out.println("slow: " + entry.name + " " + millis + " ms");
    }
    slot.observeState();
    if (slot.isFailed() && own.nextInt(4) > 0) {
      transcript.line(slot.name + " recovers");
      slot.seen.attempt(() -> slot.connection().rollback());
      slot.observeState();
    }
  }
}
