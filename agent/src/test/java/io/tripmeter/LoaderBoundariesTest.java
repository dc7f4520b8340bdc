package io.tripmeter;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package has one class loader, says which, and touches nothing that this loader cannot or must not see. */
@AnalyzeClasses(packages = "io.tripmeter", importOptions = ImportOption.DoNotIncludeTests.class)
final class LoaderBoundariesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/tripmeter");
  private static final List<String> LOADERS =
      List.of("BOOTSTRAP", "SYSTEM", "NEVER LOADED", "AGENT");

  private static final DescribedPredicate<JavaClass> JAVA_BASE = ofModule("java.base");
  private static final DescribedPredicate<JavaClass> ANNOTATIONS =
      resideInAnyPackage("org.jspecify.annotations", "com.google.errorprone.annotations");
  private static final DescribedPredicate<JavaClass> BOOT = resideInAPackage("io.tripmeter.boot");

  @ArchTest
  static final ArchRule bootUsesNothingButJavaBase =
      classes().that(BOOT).should().onlyDependOnClassesThat(BOOT.or(JAVA_BASE).or(ANNOTATIONS));

  @ArchTest
  static final ArchRule adviceUsesBootAndWhatItIsCopiedInto = classes()
      .that()
      .resideInAPackage("io.tripmeter.advice")
      .should()
      .onlyDependOnClassesThat(BOOT.or(resideInAPackage("io.tripmeter.advice"))
          .or(resideInAnyPackage(
              "net.bytebuddy.asm", "net.bytebuddy.implementation.bytecode.assign"))
          .or(resideInAnyPackage("org.postgresql..", "java.sql", "com.sun.net.httpserver"))
          .or(JAVA_BASE)
          .or(ANNOTATIONS));

  /** Its name is a string where it is woven: a reference would load it. */
  @ArchTest
  static final ArchRule nobodyRefersToAdvice = noClasses()
      .that()
      .resideOutsideOfPackage("io.tripmeter.advice")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.tripmeter.advice");

  /** Nothing else of it is in the agent's jar. */
  @ArchTest
  static final ArchRule ofByteBuddyOnlyItsAsmIsUsed = noClasses()
      .that()
      .resideOutsideOfPackage("io.tripmeter.advice")
      .should()
      .dependOnClassesThat(resideInAPackage("net.bytebuddy..")
          .and(DescribedPredicate.not(
              resideInAnyPackage("net.bytebuddy.jar.asm", "net.bytebuddy.jar.asm.commons"))));

  @ArchTest
  static final ArchRule theEntryPointUsesBootAlone = classes()
      .that()
      .resideInAPackage("io.tripmeter")
      .should()
      .onlyDependOnClassesThat(BOOT.or(resideInAPackage("io.tripmeter"))
          .or(JAVA_BASE)
          .or(ofModule("java.instrument"))
          .or(ANNOTATIONS));

  /** Whoever asks java.util.logging first decides which log manager an application server gets. */
  @ArchTest
  static final ArchRule onlyTheLibrariesLoggersTouchJavaUtilLogging = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("io.tripmeter.signals.spans.sdk.LibraryLogger")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("java.util.logging");

  /** Modules that a jlink image may lack are each named by one class that is loaded when it is needed, or not at all. */
  @ArchTest
  static final ArchRule onlyOneClassASideNamesTheHttpServer = noClasses()
      .that()
      .resideOutsideOfPackage("io.tripmeter.advice")
      .and()
      .doNotHaveFullyQualifiedName("io.tripmeter.signals.page.Listener")
      .and()
      .doNotHaveFullyQualifiedName("io.tripmeter.work.jdk.JdkHttpServer")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.sun.net.httpserver");

  /** The second one is the doctor's, which is in no application. */
  @ArchTest
  static final ArchRule onlyTheBeansNameJmx = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("io.tripmeter.signals.jmx.JmxBeans")
      .and()
      .doNotHaveFullyQualifiedName("io.tripmeter.doctor.ManagedAgent")
      .should()
      .dependOnClassesThat(ofModule("java.management"));

  @ArchTest
  static final ArchRule nobodyNamesJavaDesktop =
      noClasses().should().dependOnClassesThat(ofModule("java.desktop"));

  @Test
  void everyPackageSaysWhoseLoaderItHas() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> silent = files
          .filter(Files::isDirectory)
          .filter(LoaderBoundariesTest::saysNoLoader)
          .toList();
      assertEquals(List.of(), silent);
    }
  }

  private static boolean saysNoLoader(Path directory) {
    try {
      String text = Files.readString(directory.resolve("package-info.java"));
      return LOADERS.stream().noneMatch(text::contains);
    } catch (IOException missing) {
      return true;
    }
  }

  private static DescribedPredicate<JavaClass> ofModule(String module) {
    return describe("of module " + module, type -> isOf(type, module));
  }

  private static boolean isOf(JavaClass type, String module) {
    JavaClass element = type.getBaseComponentType();
    try {
      return element.isPrimitive()
          ? module.equals("java.base")
          : module.equals(
              Class.forName(element.getName(), false, ClassLoader.getPlatformClassLoader())
                  .getModule()
                  .getName());
    } catch (ClassNotFoundException notOfTheJdk) {
      return false;
    }
  }
}
