namespace Akka.Actor.Internal;

using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

/// <summary>A running actor system.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly TaskCompletionSource _whenTerminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stack<Action> _onTermination = new();
    private readonly Lock _terminationGate = new();
    private readonly IScheduler _scheduler;
    private readonly Dispatchers _dispatchers;
    private readonly Mailboxes _mailboxes;
    private readonly ActorProducerPipelineResolver _pipelines;
    private readonly EventStream _eventStream;
    private readonly ILoggingAdapter _log;
    private readonly IActorRefProvider _provider;
    private readonly Serialization.Serialization _serialization;
    private readonly IActorRef _deadLetters;
    private IInternalActorRef? _deadLetterListener;
    private bool _callbacksRan;

    public ActorSystemImpl(string name)
        : this(name, ConfigurationFactory.Load(), ActorSystemSetup.Empty)
    {
    }

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (!ValidName().IsMatch(name))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        }

        ArgumentNullException.ThrowIfNull(config);
        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new Settings(this, config, setup);
        SerializesMessages = Settings.SerializeAllMessages;
        _eventStream = new EventStream(Settings.DebugEventStream);
        _eventStream.StartStdoutLogger(Settings);
        _log = Logging.GetLogger(_eventStream, $"ActorSystem({name})");
        _pipelines = new ActorProducerPipelineResolver(() => _log);
        _pipelines.Register(new ActorStashPlugin());
        _scheduler = MakeScheduler();
        _provider = Make<IActorRefProvider>("akka.actor.provider", Settings.ProviderClass, name, Settings, _eventStream);
        _deadLetters = _provider.DeadLetters;
        _mailboxes = new Mailboxes(this);
        _dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(_eventStream, _scheduler, Settings, _mailboxes), _log);
        _serialization = new Serialization.Serialization(this);
    }

    public Option<Props> GuardianProps { get; }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override IActorRefProvider Provider => _provider;

    public override EventStream EventStream => _eventStream;

    public override ILoggingAdapter Log => _log;

    public override IScheduler Scheduler => _scheduler;

    public override Dispatchers Dispatchers => _dispatchers;

    public override Mailboxes Mailboxes => _mailboxes;

    public override Serialization.Serialization Serialization => _serialization;

    public override ActorProducerPipelineResolver ActorPipelineResolver => _pipelines;

    public override IActorRef DeadLetters => _deadLetters;

    public override IActorRef IgnoreRef => _provider.IgnoreRef;

    public override IInternalActorRef Guardian => _provider.Guardian;

    public override IInternalActorRef LookupRoot => _provider.RootGuardian;

    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;

    public override Task WhenTerminated => _whenTerminated.Task;

    internal bool SerializesMessages { get; }

    /// <summary>Starts the tree, the loggers and the configured extensions. What fails ends the system again.</summary>
    public void Start()
    {
        try
        {
            _provider.Init(this);
            _ = FinishWhenTerminated();
            _eventStream.StartUnsubscriber(this);
            if (Settings.LogDeadLetters > 0)
            {
                _deadLetterListener = (IInternalActorRef)SystemActorOf<DeadLetterListener>("deadLetterListener");
            }

            // Made now and not when it first runs: it hangs itself on the end of the process, and a bad configuration shows at once.
            CoordinatedShutdown.Get(this);
            LoadExtensions();
            if (Settings.LogConfigOnStart)
            {
                _log.Log(LogLevel.InfoLevel, null!, Settings.ToString());
            }
        }
        catch
        {
            Abort();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string? name = null) => _provider.Guardian.Cell.AttachChild(props, false, name);

    public override IActorRef SystemActorOf(Props props, string? name = null) => _provider.SystemGuardian.Cell.AttachChild(props, true, name);

    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent.Equals(Guardian.Path))
        {
            Guardian.Tell(new Akka.Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        }
        else if (parent.Equals(SystemGuardian.Path))
        {
            SystemGuardian.Tell(new Akka.Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        }
        else
        {
            ((IInternalActorRef)actor).Stop();
        }
    }

    public override string ToString() => LookupRoot?.Path.Root.Address.ToString() ?? Name;

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print((ActorRefWithCell)LookupRoot, 0);
        return text.ToString();

        void Print(ActorRefWithCell actor, int depth)
        {
            text.Append(' ', depth * 2).Append(actor.Path.Name.Length == 0 ? "/" : actor.Path.Name).Append(' ')
                .Append(actor.Underlying.Props.Type.Name).Append(' ').Append(actor.Underlying.NumberOfMessages).AppendLine(" messages");
            foreach (var child in actor.Children)
            {
                if (child is ActorRefWithCell inner)
                {
                    Print(inner, depth + 1);
                }
            }
        }
    }

    internal static ActorSystem CreateAndStart(string name, ActorSystemSetup setup, Option<Props> guardianProps)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue && bootstrap.Value.Config.HasValue ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        var system = new ActorSystemImpl(name, config, setup, guardianProps);
        system.Start();
        return system;
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-_]*$")]
    private static partial Regex ValidName();

    private static T Make<T>(string key, string typeName, params object?[] arguments)
    {
        var type = Type.GetType(typeName) ?? throw new ConfigurationException($"{key}: no type [{typeName}] can be found.");
        try
        {
            return (T)Activator.CreateInstance(type, arguments)!;
        }
        catch (System.Reflection.TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private IScheduler MakeScheduler() => Make<IScheduler>("akka.scheduler.implementation", Settings.SchedulerClass, Settings.Config, _log);
}
