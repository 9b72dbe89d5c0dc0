/** Stands in for src/client/stompjs.js: a browser without a bundler knows no package by its name. */
export { Client } from '../webjars/stomp__stompjs/esm6/index.js';
