package org.springframework.samples.petclinic.owner;

/** What is bound. */
public record PetType(String name) {}
