/** Where the server was last reached, for commands that print its address. */
export function serverAddress(): string[] {
  return ['create table server_address (id integer primary key, dashboard text not null)'];
}
