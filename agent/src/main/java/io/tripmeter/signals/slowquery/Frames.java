package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.RelocatedPackages;
import io.tripmeter.pgjdbc.DriverClasses;
import org.jspecify.annotations.Nullable;

/**
 * Classifies classes by name: those that can be a caller and those that cannot.
 *
 * <p>Each list is one text, because relocation at packaging rewrites constants that begin with the name of a library inside the agent,
 * such as {@code io.opentelemetry.}, and the list would then name the agent's own copy.
 */
final class Frames {
  /** Never a caller: the JDK, the driver, pools, Tripmeter and other agents, which are below the application in every stack. */
  private static final String[] PLUMBING = words(DriverClasses.packagePrefix()
      + " java. javax. jakarta. jdk. sun. com.sun. com.zaxxer.hikari. org.apache.tomcat.jdbc."
      + " org.apache.commons.dbcp org.apache.commons.pool2. org.apache.tomcat.dbcp."
      + " com.mchange. com.alibaba.druid. io.agroal. org.vibur. oracle.ucp. net.ttddyy. com.p6spy. software.amazon.jdbc."
      + " io.tripmeter.boot. io.tripmeter.signals. io.tripmeter.pool. io.tripmeter.replica. io.tripmeter.pgjdbc."
      + " io.tripmeter.session. io.tripmeter.connect. io.tripmeter.hazards. io.tripmeter.migration. io.tripmeter.postgres."
      + " io.tripmeter.work. io.tripmeter.shaded. io.opentelemetry. datadog. co.elastic.apm."
      + " org.glowroot. com.newrelic.");

  /** A caller only if the stack has no frame of the application, as in a migration. */
  private static final String[] FRAMEWORKS = words("org.springframework. org.thymeleaf."
      + " org.attoparser. org.hibernate. org.eclipse.persistence. org.apache.openjpa. org.jooq."
      + " org.apache.ibatis. org.mybatis. com.baomidou. org.jdbi. com.querydsl. com.blazebit."
      + " io.ebean. org.jetbrains.exposed. slick. doobie. org.ktorm. org.komapper. app.cash.sqldelight."
      + " scalikejdbc. anorm. io.getquill. org.sql2o. org.datanucleus. org.apache.cayenne. org.seasar.doma."
      + " io.hypersistence. org.flywaydb. liquibase. org.quartz."
      + " org.jobrunr. org.apache.kafka. com.rabbitmq. org.apache.activemq."
      + " org.eclipse.jetty. org.apache.catalina. org.apache.coyote. org.apache.tomcat."
      + " org.apache.jasper. io.undertow. io.netty. io.vertx. io.ktor. org.apache.commons."
      + " org.apache.camel. org.apache.cxf. org.apache.velocity. freemarker. ognl. org.mvel2."
      + " org.glassfish. org.jboss. org.wildfly. com.arjuna. com.atomikos. bitronix. weblogic."
      + " com.ibm. org.apache.geronimo. io.smallrye. io.quarkus. io.micronaut. com.google.inject."
      + " com.google.common. com.fasterxml. com.vaadin. org.aspectj. com.github.benmanes."
      + " io.micrometer. io.github.resilience4j. kotlin. kotlinx. scala. akka. org.apache.pekko."
      + " play. zio. cats. groovy. org.codehaus.groovy. org.apache.groovy. clojure. net.bytebuddy."
      + " net.sf.cglib. javassist. reactor. rx. io.reactivex. org.junit. org.testng."
      + " org.apache.maven.");

  /** Applications with a framework's name, such as Spring's PetClinic, on which many try an agent first. */
  private static final String[] APPLICATIONS = words("org.springframework.samples.");

  /** Frameworks that are programs as well: all modules of one that was started are the application. */
  private static final String[] PROGRAMS = words("org.apache.activemq.");

  /** Parts of the names of generated classes: proxies of the JDK, Spring, Hibernate, Weld, Quarkus, Micronaut. */
  private static final String[] GENERATED =
      words("$$ $Proxy $HibernateProxy $ByteBuddy$ $Intercepted _ClientProxy _Subclass _$$_");

  /** Of Hibernate 5.2 to 7: collections, proxies, and entities that its build plugin has enhanced. */
  private static final String[] LAZY_LOADING = words(".AbstractPersistentCollection"
      + " .AbstractLazyInitializer .LazyAttributeLoadingInterceptor"
      + " .EnhancementAsProxyLazinessInterceptor");

  /** Prefixes that unrelated projects share. */
  private static final String[] SHARED_PREFIXES =
      words("com.github. io.github. com.gitlab. io.gitlab."
          + " net.sourceforge. net.sf. org.apache. org.eclipse. org.springframework. com.google.");

  private Frames() {}

  private static String[] words(String text) {
    return text.split(" ");
  }

  static boolean isPlumbing(String className) {
    return isGenerated(className)
        || startsWithOne(className, PLUMBING)
        || RelocatedPackages.contains(className);
  }

  /** For classes that are not plumbing. */
  static boolean isFramework(String className) {
    return startsWithOne(className, FRAMEWORKS) && !startsWithOne(className, APPLICATIONS);
  }

  static boolean isProgram(String className) {
    return startsWithOne(className, PROGRAMS);
  }

  /** Generated classes have no source lines. */
  private static boolean isGenerated(String className) {
    for (String part : GENERATED) {
      if (className.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWithOne(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** A proxy of the JDK's. */
  static boolean isJdkProxy(String className) {
    return className.startsWith("$Proxy", className.lastIndexOf('.') + 1);
  }

  static boolean isServletApi(String className) {
    return className.startsWith("jakarta.servlet.") || className.startsWith("javax.servlet.");
  }

  /** What the JDK makes for a lambda or a method reference; visible before Java 15. */
  static boolean isLambda(String className) {
    return className.contains("$$Lambda");
  }

  /** A method added to an application's class, as Hibernate and EclipseLink do to entities. */
  static boolean isGeneratedMethod(String methodName) {
    return methodName.startsWith("$$_") || methodName.startsWith("_persistence_");
  }

  /** Whether a class of Hibernate's loads an association, or an attribute, when the application first uses it. */
  static boolean isLazyLoading(String className) {
    return className.startsWith("org.hibernate.") && endsWithOne(className, LAZY_LOADING);
  }

  private static boolean endsWithOne(String className, String[] ends) {
    for (String end : ends) {
      if (className.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The prefix that all packages of a class's project share: two names ({@code com.acme.}), or three below a prefix that projects
   * share.
   */
  static String root(String className) {
    boolean shared = startsWithOne(className, SHARED_PREFIXES);
    int end = 0;
    for (int names = shared ? 3 : 2; names > 0; names--) {
      int dot = className.indexOf('.', end);
      if (dot < 0) {
        break;
      }
      end = dot + 1;
    }
    return className.substring(0, end);
  }

  /** {@code org.example.Tasks.byUser(Tasks.java:42)}: without the module and loader that newer JDKs add. */
  static @Nullable String describe(@Nullable StackTraceElement frame) {
    if (frame == null) {
      return null;
    }
    String file = frame.getFileName();
    String place = file == null ? "Unknown Source" : file;
    if (file != null && frame.getLineNumber() >= 0) {
      place = file + ":" + frame.getLineNumber();
    }
    return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
  }
}
