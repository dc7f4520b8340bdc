/**
 * NEVER LOADED: the byte code of these classes is copied into the application's. An advice is a pair of methods, {@code enterX} and
 * {@code exitX}, either of which may be missing; a class holds the pairs of one subject. Each method is one static call into {@code io.tripmeter.boot},
 * without fields and lambdas, with {@code suppress = Throwable.class}.
 */
package io.tripmeter.advice;
