package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.postgres.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SeenStatementsTest {
  @Test
  void repeatsAreSortedWhileRequestsAddToThem() throws InterruptedException {
    SeenStatements seen = new SeenStatements();
    List<Repeat> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(seen.add(
          new Repeat(SqlText.of("select c" + i + " from t", 100), "A.b", List.of(), null, false)));
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread requests = new Thread(() -> {
      for (int i = 0; !done.get(); i++) {
        all.get(i * 31 % all.size()).addRequest();
      }
    });
    requests.start();
    try {
      for (int i = 0; i < 500; i++) {
        assertEquals(all.size(), seen.repeats().size());
      }
    } finally {
      done.set(true);
      requests.join();
    }
  }
}
