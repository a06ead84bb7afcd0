using Akka.P2P.Faults;

return await FaultsProgram.RunAsync(args);
