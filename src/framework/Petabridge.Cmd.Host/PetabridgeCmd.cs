namespace Petabridge.Cmd.Host;

using System.Net;
using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Host.Builtin;
using Petabridge.Cmd.Host.Listening;
using Petabridge.Cmd.Host.Sessions;

/// <summary>The host of palettes in an actor system: register them, then <see cref="Start"/> to let consoles in.</summary>
public sealed class PetabridgeCmd : IExtension
{
    private static readonly TimeSpan LocalClientPatience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly PaletteRegistry _registry = new();
    private readonly PetabridgeCmdSettings _settings;
    private readonly ILoggingAdapter _log;
    private readonly TaskCompletionSource<IPEndPoint?> _bound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClientContext _context;
    private IActorRef? _locals;
    private bool _started;

    internal PetabridgeCmd(ExtendedActorSystem system)
    {
        Sys = system;
        system.Settings.InjectTopLevelFallback(PetabridgeCmdSettings.Reference);
        _settings = PetabridgeCmdSettings.Read(system.Settings.Config.GetConfig("petabridge.cmd"));
        _log = Logging.GetLogger(system, this);
        _context = new ClientContext(_registry, _settings, HostIdentity.Of(system));
        foreach (var handler in BuiltinPalettes.All(_settings, _bound.Task))
            RegisterCommandPalette(handler);
    }

    public ExtendedActorSystem Sys { get; }

    /// <summary>
    /// The address that is listened on, with the port that was taken when 0 was configured; null when it couldn't be had. Ends once that
    /// is known, so never before <see cref="Start"/>. Ours.
    /// </summary>
    public Task<IPEndPoint?> Bound => _bound.Task;

    /// <summary>The host of an actor system; there is one.</summary>
    public static PetabridgeCmd Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<PetabridgeCmd, PetabridgeCmdProvider>();
    }

    /// <summary>Adds a palette, before or after <see cref="Start"/>; consoles that are connected can use it at once.</summary>
    /// <returns>False when there is a palette of that name: then nothing has changed.</returns>
    public bool RegisterCommandPalette(CommandPaletteHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!ActorPath.IsValidPathElement(handler.Palette.ModuleName) || handler.Palette.ModuleName[0] == '~')
            throw new ArgumentException($"'{handler.Palette.ModuleName}' can't name a palette, since it can't name an actor.", nameof(handler));
        lock (_gate)
        {
            if (_registry.Find(handler.Palette.ModuleName) is not null)
            {
                _log.Warning("There is a palette '{0}' already: {1} is not registered", handler.Palette.ModuleName, handler.GetType());
                return false;
            }

            handler.OnRegister(this);
            return _registry.TryAdd(handler);
        }
    }

    /// <summary>
    /// Opens the listener; nothing listens before, and a second call does nothing. A port that is taken is logged, and the rest of the
    /// node runs on.
    /// </summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started)
                return;
            _started = true;
        }

        if (_settings.LogPalettes)
            _log.Info("Palettes: {0}", string.Join(", ", _registry.Palettes.Select(palette => palette.ModuleName)));
        Sys.ActorOf(Props.Create(() => new ListenerActor(_context, _bound)), "petabridge.cmd");
    }

    /// <summary>A console inside the process, which needs neither <see cref="Start"/> nor the token. It is left by disposing it.</summary>
    /// <exception cref="IOException">The actor system is ending.</exception>
    /// <exception cref="AskTimeoutException">The same.</exception>
    public async Task<IPbmClient> StartLocalClient(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        IActorRef locals;
        lock (_gate)
            locals = _locals ??= Sys.ActorOf(Props.Create(() => new LocalClientsActor(_context)), "pbm-local-clients");
        var made = await locals.Ask<LocalClientsActor.Made>(LocalClientsActor.Make.Instance, LocalClientPatience, ct).ConfigureAwait(false);
        return await LocalClient.OpenAsync(made.Console, ct).ConfigureAwait(false);
    }
}
