package io.tripmeter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages may know which: docs/decisions/packages.md. */
@AnalyzeClasses(packages = "io.tripmeter", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
  @ArchTest
  static final ArchRule NO_ARROW_RUNS_BACK =
      slices().matching("io.tripmeter.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_COMPOSITION_ROOT_IS_SEEN_BY_NONE = noClasses()
      .that()
      .resideOutsideOfPackage("io.tripmeter.agent")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.tripmeter.agent");

  @ArchTest
  static final ArchRule A_PRODUCT_IS_KNOWN_TO_THE_COMPOSITION_ROOT_ALONE = noClasses()
      .that()
      .resideOutsideOfPackages("io.tripmeter.agent", "io.tripmeter.pool.hikari")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.tripmeter.pool.hikari");

  /** A kind may build on another, as a server's does on servlets. */
  @ArchTest
  static final ArchRule A_KIND_OF_WORK_IS_KNOWN_TO_THE_COMPOSITION_ROOT_ALONE = noClasses()
      .that()
      .resideOutsideOfPackages("io.tripmeter.agent", "io.tripmeter.work.(*)..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.tripmeter.work.(*)..");

  @ArchTest
  static final ArchRule ONLY_THE_OWN_SDK_NAMES_OPEN_TELEMETRY = noClasses()
      .that()
      .resideOutsideOfPackage("io.tripmeter.signals.spans.sdk")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.opentelemetry..");
}
