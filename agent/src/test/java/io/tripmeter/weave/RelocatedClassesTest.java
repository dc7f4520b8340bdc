package io.tripmeter.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.RelocatedPackages;
import io.tripmeter.pgjdbc.DriverClasses;
import io.tripmeter.pgjdbc.Pgjdbc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** Libraries that are in other packages than their own. */
final class RelocatedClassesTest {
  private static final String OWN = "org/postgresql/";
  private static final String OTHER = "com/acme/shaded/org/postgresql/";
  private static final Relocation RELOCATION = new Relocation(OWN, OTHER);

  private final RelocatedClasses classes =
      new RelocatedClasses(Collections.singletonList(Pgjdbc.relocatable()));

  /** Has the driver of this build in the other package, and another program's resources besides. */
  private static final class Shading extends ClassLoader {
    private final String evidence;

    Shading(String evidence) {
      super(null);
      this.evidence = evidence;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return name.equals(OTHER + "Driver.class")
          ? new ByteArrayInputStream(evidence.getBytes(StandardCharsets.UTF_8))
          : null;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  private static byte[] relocated(String own) throws IOException {
    try (InputStream in = Driver.class.getResourceAsStream("/" + own + ".class")) {
      assertNotNull(in, own);
      return RELOCATION.bytes(new ClassReader(in));
    }
  }

  @Test
  void everyClassOfTheDriverIsChangedThereAsWell() throws IOException {
    ClassLoader loader = new Shading("xx jdbc:postgresql: xx");
    int changed = 0;
    for (Weaving own : Pgjdbc.firstWeavings()) {
      if (Driver.class.getResource("/" + own.target() + ".class") == null) {
        continue;
      }
      String name = RELOCATION.text(own.target());
      RelocatedClasses.Found found = classes.find(loader, name);
      assertNotNull(found, name);
      assertTrue(found.isDrivers);
      byte[] woven = Weaver.weave(name, relocated(own.target()), found.weavings);
      assertNotNull(woven, name);
      String all = new String(woven, StandardCharsets.ISO_8859_1);
      assertFalse(all.replace(OTHER, "").contains(OWN), name);
      changed++;
    }
    assertTrue(changed > 10, "changed " + changed);
    assertTrue(RelocatedPackages.contains("com.acme.shaded.org.postgresql.jdbc.PgConnection"));
    assertTrue(DriverClasses.isOne("com.acme.shaded.org.postgresql.ds.PGSimpleDataSource"));
    assertFalse(DriverClasses.isOne("com.acme.shaded.Other"));
  }

  @Test
  void aForkIsNotTheDriver() throws IOException {
    assertNull(classes.find(new Shading("jdbc:yugabytedb:"), OTHER + "jdbc/PgConnection"));
  }

  @Test
  void aClassWithTheSameNameAloneIsNotTheDrivers() throws IOException {
    ClassLoader loader = new Shading("jdbc:postgresql:");
    for (String name : List.of(
        "org/h2/Driver",
        "com/mysql/cj/jdbc/Driver",
        "Driver",
        "com/acme/XDriver",
        "com/acme/MyPGStream",
        OWN + "core/PGStream",
        OTHER + "core/PGStreamed")) {
      assertNull(classes.find(loader, name), name);
    }
  }

  /** A loader may wait for another thread that loads a class of such a name. */
  @Test
  void noLockIsHeldWhileALoaderIsAsked() throws Exception {
    ClassLoader other = new Shading("jdbc:postgresql:");
    FutureTask<RelocatedClasses.Found> meanwhile =
        new FutureTask<>(() -> classes.find(other, OTHER + "Driver"));
    ClassLoader waiting = new ClassLoader(null) {
      @Override
      public @Nullable InputStream getResourceAsStream(String name) {
        new Thread(meanwhile).start();
        try {
          assertNotNull(meanwhile.get(10, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException hangs) {
          throw new AssertionError(hangs);
        }
        return null;
      }
    };
    assertNull(classes.find(waiting, OTHER + "Driver"));
  }

  @Test
  void whatComesLaterIsFoundAsWell() throws IOException {
    ClassLoader loader = new Shading("jdbc:postgresql:");
    assertNull(classes.find(loader, OTHER + "core/v3/SimpleQuery"));
    Pgjdbc.commentWeavings().forEach(classes::add);
    RelocatedClasses.Found found = classes.find(loader, OTHER + "core/v3/SimpleQuery");
    assertNotNull(found);
    assertEquals(OTHER + "core/v3/SimpleQuery", found.weavings.get(0).target());
  }
}
