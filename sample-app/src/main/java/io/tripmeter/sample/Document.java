package io.tripmeter.sample;

record Document(long id, long residenceId, String title, String mediaType, long bytes) {}
