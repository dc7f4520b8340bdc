package io.tripmeter.advice;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter of advice that gets its value where the advice is woven in: {@code BoundAdvice.of("...").with("kind", TripKind.COMMIT)}. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
@interface Constant {
  /** The constant's name. */
  String value();
}
