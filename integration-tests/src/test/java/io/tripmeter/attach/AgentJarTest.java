package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.Libraries;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AgentJarTest {
  private static final int JAVA_8 = 52;
  private static final String ISOLATED = "io/tripmeter/isolated/";

  private static final Pattern LIBRARY =
      Pattern.compile("(net/bytebuddy|io/opentelemetry|io/micrometer|io/prometheus)/");
  private static final Pattern ADDRESS = Pattern.compile("https?://[\\w./-]+");

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(Libraries.agent().toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void anApplicationSeesNothingButTheEntryPointBootAndTheWeaver() {
    List<String> strangers = names()
        .filter(name -> !name.startsWith(ISOLATED))
        .filter(name -> !name.matches(
            "META-INF/(MANIFEST\\.MF|LICENSE.*|NOTICE.*|licenses/(ASM|THIRD-PARTY))?"))
        .filter(
            name -> !name.matches("io/tripmeter/(AgentMain(\\$.*)?\\.class|boot/[^/]+\\.class)"))
        .filter(name -> !name.matches(
            "io/tripmeter/shaded/bytebuddy/jar/asm/(commons/|signature/)?\\w+(\\$\\w+)*\\.class"))
        .filter(name -> !name.endsWith("/"))
        .toList();
    assertEquals(List.of(), strangers);
  }

  @Test
  void whatTheAgentsOwnLoaderSeesIsTripmetersOrRelocated() {
    List<String> strangers = names()
        .filter(name -> name.startsWith(ISOLATED) && name.endsWith(".class"))
        .filter(name -> !name.startsWith(ISOLATED + "io/tripmeter/"))
        .toList();
    assertEquals(List.of(), strangers);
    assertTrue(names().anyMatch(name -> name.startsWith(ISOLATED + "io/tripmeter/shaded/")));
    assertTrue(names().noneMatch(name -> name.startsWith(ISOLATED + "io/tripmeter/boot/")));
  }

  @Test
  void noClassNamesALibraryByTheNameItHadBeforeRelocation() {
    List<String> found = new ArrayList<>();
    classes().forEach(entry -> {
      String text = new String(bytes(entry), StandardCharsets.ISO_8859_1);
      Matcher library = LIBRARY.matcher(ADDRESS.matcher(text).replaceAll(""));
      if (library.find()) {
        found.add(entry.getName() + " names " + library.group(1));
      }
    });
    assertEquals(List.of(), found);
  }

  @Test
  void noEntryIsThereTwice() {
    Set<String> seen = new HashSet<>();
    assertEquals(List.of(), names().filter(name -> !seen.add(name)).toList());
  }

  @Test
  void everyClassRunsOnJava8() {
    List<String> newer = classes()
        .filter(entry -> version(entry) > JAVA_8)
        .map(JarEntry::getName)
        .toList();
    assertEquals(List.of(), newer);
  }

  @Test
  void nothingIsInItThatAnAgentHasNoUseFor() {
    List<String> useless = names()
        .filter(name -> name.matches(
                ".*(module-info\\.class|\\.kotlin_module|\\.kotlin_builtins|\\.dll|\\.so|\\.SF|\\.DSA|\\.RSA|\\.java)")
            || name.startsWith(ISOLATED + "kotlin")
            || name.startsWith(ISOLATED + "okhttp")
            || name.contains("META-INF/versions/")
            || name.contains("META-INF/maven/"))
        .toList();
    assertEquals(List.of(), useless);
  }

  @Test
  void itHasNotMoreThanSixMegabytes() throws IOException {
    long size = Files.size(Libraries.agent());
    assertTrue(size <= 6_000_000, () -> size + " bytes");
  }

  @Test
  void theManifestSaysWhatItIsAndWhatItNeeds() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertEquals("io.tripmeter.AgentMain", manifest.getValue("Premain-Class"));
    assertEquals("io.tripmeter.AgentMain", manifest.getValue("Main-Class"));
    assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
    assertFalse(manifest.getValue("Implementation-Version").isEmpty());
    // Whatever the jar is called: the entry point finds it, no Boot-Class-Path names it.
    assertEquals(null, manifest.getValue("Boot-Class-Path"));
  }

  @Test
  void licencesAndNoticesOfAllThatIsInItAreThere() throws IOException {
    assertTrue(text("META-INF/LICENSE").contains("Apache License"));
    String notice = text("META-INF/NOTICE");
    for (String product : List.of("Tripmeter", "Rafael Winterhalter", "Micrometer")) {
      assertTrue(notice.contains(product), () -> product + " is not named by:\n" + notice);
    }
    assertTrue(text("META-INF/licenses/ASM").contains("INRIA, France Telecom"));
    assertFalse(notice.contains("developed at"), () -> "it is not the ASF's:\n" + notice);
  }

  /** A row: coordinates | licence | packages, where the row of a library inside of another begins with a blank. */
  @Test
  void everyLibraryInsideIsListedWithItsLicence() {
    List<String[]> rows = text("META-INF/licenses/THIRD-PARTY")
        .lines()
        .skip(2)
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" \\| "))
        .toList();
    Set<String> listed = new TreeSet<>();
    for (String[] row : rows) {
      assertTrue(row[0].matches("\\S+:\\S+:\\d[\\w.-]*| .+"), row[0]);
      assertTrue(row[1].matches("(Apache-2\\.0|BSD-[23]-Clause)( \\(.+\\))?"), row[1]);
      if (row[2].startsWith("the file ")) {
        assertTrue(names().anyMatch(row[2].substring(9)::equals), row[2]);
      } else {
        listed.addAll(List.of(row[2].split(", ")));
      }
    }
    Set<String> inside = new TreeSet<>();
    names()
        .filter(name -> name.contains("/shaded/") && name.endsWith(".class"))
        .map(name -> name.replaceFirst(".*?io/tripmeter/shaded/", ""))
        .forEach(name -> inside.add(innermost(listed, name)));
    assertEquals(listed, inside);
  }

  /** Of these packages the one that the class is in; the class itself, if it is in none. */
  private static String innermost(Set<String> packages, String name) {
    for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (packages.contains(name.substring(0, end))) {
        return name.substring(0, end);
      }
    }
    return name;
  }

  @Test
  void servicesNameClassesThatAreThere() {
    names()
        .filter(name -> name.startsWith(ISOLATED + "META-INF/services/") && !name.endsWith("/"))
        .forEach(name -> text(name)
            .lines()
            .map(line -> line.replaceAll("#.*", "").trim())
            .filter(line -> !line.isEmpty())
            .forEach(provider -> assertTrue(
                jar.getJarEntry(ISOLATED + provider.replace('.', '/') + ".class") != null,
                () -> name + " names " + provider)));
  }

  private static Stream<String> names() {
    return jar.stream().map(JarEntry::getName);
  }

  private static Stream<JarEntry> classes() {
    return jar.stream().filter(entry -> entry.getName().endsWith(".class"));
  }

  private static int version(JarEntry entry) {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    JarEntry entry = jar.getJarEntry(name);
    assertTrue(entry != null, () -> name + " is missing");
    return new String(bytes(entry), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names in its lists must not be moved together with the libraries that it has inside. */
  @Test
  void anotherAgentsClassesAreNoCallers() throws Exception {
    try (URLClassLoader boot =
        new URLClassLoader(new URL[] {Libraries.agent().toUri().toURL()}, null)) {
      ClassLoader own = (ClassLoader) boot.loadClass("io.tripmeter.boot.AgentClassLoader")
          .getConstructor(File.class)
          .newInstance(Libraries.agent().toFile());
      Class<?> frames = own.loadClass("io.tripmeter.signals.slowquery.Frames");
      for (String name : List.of(
          "io.opentelemetry.javaagent.instrumentation.spring.data.v1_8.RepositoryInterceptor",
          "io.tripmeter.shaded.opentelemetry.sdk.trace.SdkSpan")) {
        assertTrue(is(frames, "isPlumbing", name), name);
      }
      for (String name : List.of("io.micrometer.core.aop.TimedAspect", "net.bytebuddy.Any")) {
        assertTrue(is(frames, "isFramework", name), name);
      }
    }
  }

  private static boolean is(Class<?> frames, String question, String name) throws Exception {
    Method method = frames.getDeclaredMethod(question, String.class);
    method.setAccessible(true);
    return (boolean) method.invoke(null, name);
  }
}
