package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** From the start of the process to the application's first answer, and a hello world from its start to its end. */
final class StartUp {
  private static final int ROUNDS = Integer.getInteger("tripmeter.bench.starts", 11);
  private static final String EMPTY_AGENT = "example.bench.EmptyAgent";

  private final PostgresServer server;
  private final OtlpSink sink;
  private final Map<Variant, Samples> firstAnswer = new EnumMap<>(Variant.class);
  private final Samples helloBare = new Samples();
  private final Samples helloEmptyAgent = new Samples();
  private final Samples helloTripmeter = new Samples();

  StartUp(PostgresServer server, OtlpSink sink) {
    this.server = server;
    this.sink = sink;
    for (Variant variant : Variant.started()) {
      firstAnswer.put(variant, new Samples());
    }
  }

  void measure() throws IOException {
    Path emptyAgent = emptyAgent();
    try {
      // One round that does not count: files come into memory, and our own JVM's code is compiled.
      for (int round = 0; round <= ROUNDS; round++) {
        System.out.println("start-up, round " + round + " of " + ROUNDS);
        round(emptyAgent, round > 0);
      }
    } finally {
      Files.delete(emptyAgent);
    }
  }

  private void round(Path emptyAgent, boolean counts) {
    for (Variant variant : Variant.started()) {
      try (Application application = Application.start(variant, server, sink)) {
        add(firstAnswer.get(variant), application.startMillis(), counts);
      }
    }
    add(helloBare, hello(hello()), counts);
    add(helloEmptyAgent, hello(hello().agent(emptyAgent, "")), counts);
    add(helloTripmeter, hello(hello().agent()), counts);
  }

  private static void add(Samples to, double millis, boolean counts) {
    if (counts) {
      to.add(millis);
    }
  }

  private static ForkedJvmBuilder hello() {
    return ForkedJvm.of("example.bench.HelloWorld").classPath(Libraries.childClasses());
  }

  private static double hello(ForkedJvmBuilder builder) {
    long start = System.nanoTime();
    try (ForkedJvm jvm = builder.start()) {
      jvm.exitCode();
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private static Path emptyAgent() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EMPTY_AGENT);
    String entry = EMPTY_AGENT.replace('.', '/') + ".class";
    try {
      Path jar = Files.createTempFile("empty-agent", ".jar");
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest);
          InputStream type = Files.newInputStream(Libraries.childClasses().resolve(entry))) {
        out.putNextEntry(new JarEntry(entry));
        type.transferTo(out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void report(Report to) {
    to.heading("Start-up");
    to.line("Medians of " + ROUNDS
        + " rounds; the difference is the median of the rounds' differences.");
    to.line("");
    to.columns("to the first answer, five queries", "ms", "more than bare", "target");
    Samples bare = firstAnswer.get(Variant.NONE);
    firstAnswer.forEach((variant, measured) -> {
      boolean ours = variant.label.startsWith("Tripmeter");
      row(to, variant.label, measured, bare, ours ? 300 : 0);
    });
    to.line("");
    to.columns("hello, world, to its end", "ms", "more than bare", "target");
    row(to, "none", helloBare, helloBare, 0);
    row(to, "an agent that does nothing", helloEmptyAgent, helloBare, 0);
    row(to, "Tripmeter", helloTripmeter, helloBare, 100);
  }

  /** @param target milliseconds more than bare; 0 for none */
  private static void row(Report to, String label, Samples measured, Samples bare, double target) {
    double more = measured.medianOver(bare);
    to.row(
        label,
        String.format("%.0f", measured.median()),
        measured == bare ? "" : String.format("%+.0f", more),
        target == 0 ? "" : String.format("<= +%.0f, %s", target, Report.against(more, target)));
  }
}
