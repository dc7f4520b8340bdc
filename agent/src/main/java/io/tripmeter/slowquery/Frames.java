package io.tripmeter.slowquery;

import org.jspecify.annotations.Nullable;

/** Tells an application's frames from those of what it is built on, by the class's name. */
final class Frames {
  /** Below the application in every stack: never a caller. */
  private static final String[] PLUMBING = {
    "java.",
    "javax.",
    "jakarta.",
    "jdk.",
    "sun.",
    "com.sun.",
    "org.postgresql.",
    "com.zaxxer.hikari.",
    "io.tripmeter.boot.",
    "io.tripmeter.slowquery.",
    "io.tripmeter.pool.",
    "io.tripmeter.pgjdbc.",
    "io.tripmeter.warmup.",
    "io.tripmeter.session.",
    "io.tripmeter.hazards.",
    "org.apache.tomcat.jdbc.",
    "org.apache.commons.dbcp",
    "com.mchange.",
    "io.agroal."
  };

  /** A caller only where there is no application's frame, as in a migration. */
  private static final String[] FRAMEWORKS = {
    "org.springframework.",
    "org.hibernate.",
    "org.eclipse.persistence.",
    "org.jooq.",
    "org.apache.ibatis.",
    "org.mybatis.",
    "org.jdbi.",
    "com.querydsl.",
    "org.jetbrains.exposed.",
    "net.ttddyy.",
    "com.p6spy.",
    "org.flywaydb.",
    "liquibase.",
    "org.eclipse.jetty.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "io.undertow.",
    "io.netty.",
    "org.apache.commons.",
    "org.aspectj.",
    "com.github.benmanes.",
    "io.micrometer.",
    "io.opentelemetry.",
    "io.micronaut.",
    "io.quarkus.",
    "kotlin.",
    "kotlinx.",
    "scala.",
    "groovy.",
    "org.codehaus.groovy.",
    "org.apache.groovy.",
    "clojure.",
    "net.bytebuddy.",
    "net.sf.cglib.",
    "javassist.",
    "reactor.",
    "rx.",
    "io.reactivex."
  };

  private Frames() {}

  static boolean isPlumbing(String className) {
    return isGenerated(className) || startsWithOne(className, PLUMBING);
  }

  /** Of what is no plumbing. */
  static boolean isFramework(String className) {
    return startsWithOne(className, FRAMEWORKS);
  }

  /** Proxies of the JDK, Spring, Hibernate: their frames have no line that anybody wrote. */
  private static boolean isGenerated(String className) {
    return className.contains("$$")
        || className.contains("$Proxy")
        || className.contains("$HibernateProxy");
  }

  private static boolean startsWithOne(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** {@code org.example.Tasks.byUser(Tasks.java:42)}: without module and loader, which newer JDKs' own form adds. */
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
