package io.tripmeter.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DescriptorScanTest {
  private static final Weaving HANDLES = Weaving.intoDeclaring("(Ljava/util/BitSet;JD)V");
  private static final Weaving ANSWERS = Weaving.intoDeclaring("(J)Ljava/util/BitSet;");

  /** With constants of every size before what is looked for. */
  private static final class Handler {
    private static final long LONG = 0x1234_5678_9abc_def0L;
    private static final double DOUBLE = 1.0000000001;

    void handle(java.util.BitSet bits, long number, double share) {
      Runnable lambda = () -> bits.set((int) (number + LONG + share * DOUBLE));
      lambda.run();
    }
  }

  private static final class Both {
    java.util.BitSet answer(long number) {
      return new java.util.BitSet((int) number);
    }

    void handle(java.util.BitSet bits, long number, double share) {
      bits.set((int) (number + share));
    }
  }

  private final DescriptorScan scan = new DescriptorScan(List.of(HANDLES, ANSWERS));

  static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
      return in.readAllBytes();
    }
  }

  @Test
  void aClassThatDeclaresTheMethodIsFound() throws IOException {
    assertEquals(List.of(HANDLES), scan.find(bytes(Handler.class)));
  }

  @Test
  void aClassMayHaveSeveral() throws IOException {
    assertEquals(List.of(HANDLES, ANSWERS), sorted(scan.find(bytes(Both.class))));
  }

  private static List<Weaving> sorted(List<Weaving> found) {
    return List.of(HANDLES, ANSWERS).stream().filter(found::contains).toList();
  }

  @Test
  void otherClassesPass() throws IOException {
    assertNull(scan.find(bytes(DescriptorScan.class)));
    assertNull(new DescriptorScan(List.of()).find(bytes(Both.class)));
  }

  /** A descriptor that only begins or ends alike is another one. */
  @Test
  void itIsTheWholeDescriptor() throws IOException {
    DescriptorScan others = new DescriptorScan(List.of(
        Weaving.intoDeclaring("(Ljava/util/BitSet;JD)I"),
        Weaving.intoDeclaring("(Ljava/util/BitSet;ID)V"),
        Weaving.intoDeclaring("(Ljava/util/BitSet;JD)")));
    assertNull(others.find(bytes(Both.class)));
  }
}
