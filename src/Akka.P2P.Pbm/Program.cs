using Akka.P2P.Pbm.CommandLine;
using Akka.P2P.Pbm.Running;

using var surroundings = new ProcessSurroundings();
return await PbmProgram.RunAsync(args, surroundings);
