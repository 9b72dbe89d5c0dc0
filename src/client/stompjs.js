/** The one import from outside. The service serves another file of this name, which names the copy beside it. */
export { Client } from '@stomp/stompjs';
