package io.tripmeter.differential;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code example.differential.RandomPrograms} in JVMs of their own, on one server and through one pooler. */
final class Programs {
  /** The slowest programs wait for seconds on purpose. */
  private static final Duration PATIENCE_FOR_ONE = Duration.ofSeconds(4);

  private static final AtomicInteger SCHEMAS = new AtomicInteger(100_000);

  /** Which programs, with which driver and pool. */
  record Batch(long firstSeed, int count, String pgjdbc, String hikari) {
    Batch only(long seed) {
      return new Batch(seed, 1, pgjdbc, hikari);
    }
  }

  private final PostgresServer server;
  /** Null where there is none. */
  private final PgBouncer pooler;

  Programs(PostgresServer server, PgBouncer pooler) {
    this.server = server;
    this.pooler = pooler;
  }

  /** One run that goes on while others do. */
  record Run(ForkedJvm jvm, Path file, Duration patience) {
    Transcripts transcripts() {
      try (jvm) {
        jvm.await("^done$", patience);
        return Transcripts.read(file);
      } finally {
        file.toFile().delete();
      }
    }
  }

  Run withoutAgent(Batch batch) {
    return start(batch, builder(batch));
  }

  /** Settings are Tripmeter's keys. */
  Run withAgent(Batch batch, Map<String, String> settings) {
    ForkedJvmBuilder builder =
        builder(batch).agent().property("tripmeter.metrics.listen", "127.0.0.1:0");
    settings.forEach((key, value) -> builder.property("tripmeter." + key, value));
    return start(batch, builder);
  }

  private static ForkedJvmBuilder builder(Batch batch) {
    return ForkedJvm.of("example.differential.RandomPrograms")
        .classPath(Libraries.childClassPath(batch.pgjdbc(), batch.hikari()));
  }

  /** In a schema of its own, whose name is as long as every other's: errors have positions. */
  private Run start(Batch batch, ForkedJvmBuilder builder) {
    Path file = newFile();
    builder.argument(
        file.toString(),
        "differential_" + SCHEMAS.incrementAndGet(),
        server.user(),
        server.password(),
        Long.toString(batch.firstSeed()),
        Integer.toString(batch.count()),
        "direct=" + server.url());
    if (pooler != null) {
      builder.argument("pgbouncer=" + pooler.url());
    }
    return new Run(
        builder.start(),
        file,
        PATIENCE_FOR_ONE.multipliedBy(batch.count()).plus(ForkedJvm.PATIENCE));
  }

  private static Path newFile() {
    try {
      return Files.createTempFile("tripmeter-differential", ".txt");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
