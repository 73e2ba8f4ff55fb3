package dev.stackyn;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The walls of the house. Each says what it is for, so that whoever runs into one knows the way
 * around.
 */
class ArchitectureTest {
  /**
   * From left to right; a context may use only what stands to its left. A new context joins in its
   * place.
   */
  private static final List<String> ORDER =
      List.of(
          "kernel",
          "platform",
          "jobs",
          "identity",
          "billing",
          "routing",
          "deployments",
          "apps",
          "accounts");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ArchitectureTest::isWrittenByHand)
          .importPackages("dev.stackyn");

  private static final DescribedPredicate<JavaClass> OPENS_A_TRANSACTION =
      DescribedPredicate.describe(
          "open a transaction",
          type ->
              type.isAnnotatedWith(Transactional.class)
                  || type.getMethods().stream()
                      .anyMatch(method -> method.isAnnotatedWith(Transactional.class)));

  @Test
  void theKernelKnowsOnlyJava() {
    classes()
        .that()
        .resideInAPackage("dev.stackyn.kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.stackyn.kernel..")
        .because("every context stands on it, and a framework in it would stand in all of them")
        .check(CODE);
  }

  @Test
  void theEngineKnowsOnlyJava() {
    classes()
        .that()
        .resideInAPackage("dev.stackyn.deployments.engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "dev.stackyn.kernel..", "dev.stackyn.deployments.engine..")
        .because("a deploy is read on one screen, and tested with fakes that take no framework")
        .check(CODE);
  }

  @Test
  void theDomainKnowsNoFramework() {
    classes()
        .that()
        .resideInAnyPackage("dev.stackyn.*.domain..", "dev.stackyn.*.ports..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "jakarta.inject..",
            "jakarta.transaction..",
            "dev.stackyn.kernel..",
            "dev.stackyn.*.domain..",
            "dev.stackyn.*.ports..",
            "dev.stackyn.deployments.engine..")
        .because("rules outlive frameworks: give what they need a port, and let an adapter meet it")
        .check(CODE);
  }

  @TestFactory
  Stream<DynamicTest> importsPointLeft() {
    return ORDER.stream()
        .limit(ORDER.size() - 1L)
        .map(context ->
            DynamicTest.dynamicTest(
                context,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage("dev.stackyn." + context + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(rightOf(context))
                        .because(
                            "a context that calls back cannot be understood, or removed, alone:"
                                + " let the one on the right ask, or implement an interface")
                        .check(CODE)));
  }

  @TestFactory
  Stream<DynamicTest> contextsMeetInTheDomain() {
    return contexts()
        .map(context ->
            DynamicTest.dynamicTest(
                context,
                () ->
                    noClasses()
                        .that()
                        .resideOutsideOfPackages("dev.stackyn." + context + "..", "dev.stackyn")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                            "dev.stackyn." + context + ".ports..",
                            "dev.stackyn." + context + ".engine.ports..",
                            "dev.stackyn." + context + ".adapters..")
                        .because("ports and adapters are private: use the context's services")
                        .check(CODE)));
  }

  @TestFactory
  Stream<DynamicTest> generatedTablesStayInTheirAdapter() {
    return contexts()
        .map(context ->
            DynamicTest.dynamicTest(
                context,
                () ->
                    noClasses()
                        .that()
                        .resideOutsideOfPackages(
                            "dev.stackyn." + context + ".adapters.postgres..", "dev.stackyn.jooq..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.stackyn.jooq." + context + "..")
                        .because("a table has one owner; everybody else asks its store")
                        .check(CODE)));
  }

  @Test
  void adaptersDoNotKnowEachOther() {
    slices()
        .matching("dev.stackyn.(*).adapters.(*)..")
        .should()
        .notDependOnEachOther()
        .because("two technologies that need each other are one adapter, or meet in the domain")
        .check(CODE);
  }

  @Test
  void noTransactionSpansTheOutsideWorld() {
    noClasses()
        .that(OPENS_A_TRANSACTION)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.stackyn.deployments.engine.ports..")
                .or(resideInAPackage("com.github.dockerjava.."))
                .or(resideInAPackage("org.eclipse.jgit.."))
                .or(resideInAPackage("org.apache.sshd.."))
                .or(resideInAPackage("org.apache.hc.."))
                .or(resideInAPackage("java.net.http.."))
                .or(resideInAPackage("jakarta.mail.."))
                .or(resideInAPackage("org.bouncycastle..")))
        .because("a connection that waits for Git, Docker or HTTP is a connection that others lack")
        .check(CODE);
  }

  @Test
  void nothingReadsTheClockOrMakesRandomnessInTheDomain() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.stackyn.*.domain..", "dev.stackyn.deployments.engine..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because("time, ids and randomness come in through the constructor, or tests must wait")
        .check(CODE);
  }

  /** A rule about a package that does not exist is always kept: a misspelt name must not pass. */
  @TestFactory
  Stream<DynamicTest> everyNamedPackageExists() {
    return contexts()
        .flatMap(
            context -> Stream.of("domain", "ports", "adapters").map(part -> context + "." + part))
        .map(part ->
            DynamicTest.dynamicTest(
                part,
                () ->
                    assertThat(CODE)
                        .anyMatch(
                            type -> type.getPackageName().startsWith("dev.stackyn." + part))));
  }

  @Test
  void everyContextHasItsPlaceInTheOrder() {
    assertThat(CODE.stream().map(ArchitectureTest::context).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(ORDER.stream(), Stream.of("", "jooq")).toList());
  }

  private static Stream<String> contexts() {
    return ORDER.stream().skip(1);
  }

  private static String[] rightOf(String context) {
    return ORDER.subList(ORDER.indexOf(context) + 1, ORDER.size()).stream()
        .map(right -> "dev.stackyn." + right + "..")
        .toArray(String[]::new);
  }

  private static String context(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }

  /** The framework's compiler writes classes named {@code $Thing$Definition} beside ours. */
  private static boolean isWrittenByHand(Location location) {
    return !location.contains("/$");
  }
}
